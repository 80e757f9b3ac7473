import type { ProgramContext } from '@widgets/cli-kit';
import { isSelected, lookThrough, readLetterParts } from '@widgets/request-channel';
import { requestBucketsOf } from '../request-buckets';
import { withClients } from '../with-clients';
import { describeBeyond, describeLetter } from './describe-letters';
import { selectionOf, throwIfMissing } from './letters-options';
import { openLetters } from './open-letters';
import { allIds, type ShowConfig } from './show-options';

/** Prints the selected letters. Throws `UserError` when an id is that of none. */
export function runShow(config: ShowConfig, context: ProgramContext): Promise<void> {
  const { print, signal } = context;
  return withClients(config, context, async (clients) => {
    const selection = selectionOf({ ...config, ids: allIds(config) });
    const opened = await openLetters(clients, config, context);
    const fetching = { s3: clients.s3, requestBuckets: requestBucketsOf(config, clients) };
    const shown = new Set<string>();
    const isDone = () =>
      (config.max > 0 && shown.size >= config.max) ||
      (selection.kind === 'ids' && shown.size >= selection.ids.size);
    const looked = await lookThrough(
      opened,
      {
        isDone,
        async visit(letters) {
          for (const letter of letters) {
            if (isDone() || !isSelected(letter, selection)) continue;
            shown.add(letter.id);
            const parts = await readLetterParts(letter.body, fetching);
            for (const line of ['', ...describeLetter(letter, parts)]) print(line);
          }
          return 0;
        },
      },
      signal,
    );
    if (!isDone()) for (const line of describeBeyond(looked, opened.queueUrl)) print(line);
    if (shown.size === 0 && selection.kind !== 'ids') print('No such letter.');
    if (!signal.aborted && !isDone()) throwIfMissing(selection, shown);
  });
}
