import type { ProgramContext } from '@widgets/cli-kit';
import { createLetterGroups, lookThrough } from '@widgets/request-channel';
import { withClients } from '../with-clients';
import { describeBeyond, describeGroups, letterCount } from './describe-letters';
import type { ListConfig } from './list-options';
import { openLetters } from './open-letters';

/** Prints the letters of a queue by reason. */
export function runList(config: ListConfig, context: ProgramContext): Promise<void> {
  const { print, signal } = context;
  return withClients(config, context, async (clients) => {
    const opened = await openLetters(clients, config, context);
    const groups = createLetterGroups();
    const looked = await lookThrough(
      opened,
      {
        isDone: () => false,
        visit(letters) {
          letters.forEach((letter) => groups.note(letter));
          return Promise.resolve(0);
        },
      },
      signal,
    );
    const all = signal.aborted ? ', as far as they were looked at' : '';
    print(`${letterCount(looked.looked)}${all}`);
    const lines = describeGroups(groups.list(), Date.now() + clients.clockOffsetMs());
    for (const line of [...lines, ...describeBeyond(looked, opened.queueUrl)]) print(line);
  });
}
