import {
  awsOptions,
  booleanOption,
  integerOption,
  loggingOptions,
  runtimeOptions,
  stoppingOptions,
  textListOption,
  textOption,
  UserError,
  type Config,
  type OptionProblem,
} from '@widgets/cli-kit';
import type { Selection } from '@widgets/request-channel';
import { deadLetterQueueOption, requestQueueOption } from '../source-options';

const WHICH = 'Which letters';

/** Where the letters are; every command has these. */
export const lettersOptions = {
  deadLetterQueue: deadLetterQueueOption({ group: 'Queues', description: 'queue that holds the letters' }),
  requestQueue: requestQueueOption({
    group: 'Queues',
    description: 'SQS queue that they come from, by name or URL',
  }),
};

export const endOptions = { ...runtimeOptions, ...stoppingOptions, ...awsOptions, ...loggingOptions };

/** Which of the letters are meant. */
export const selectionOptions = {
  reason: textOption({
    flags: '--reason',
    group: WHICH,
    placeholder: 'TEXT',
    description: 'those whose reason, as list tells it, holds this text',
  }),
  ids: textListOption({
    flags: '--id',
    group: WHICH,
    placeholder: 'ID',
    description: 'the one with this message id',
  }),
  all: booleanOption({ flags: '--all', group: WHICH, default: false, description: 'all of them' }),
};

export const maxOption = (fallback: number) =>
  integerOption({
    flags: '--max',
    group: WHICH,
    placeholder: 'N',
    default: fallback,
    description: 'end after this many; 0 means no limit',
  });

/** Without it nothing is done but telling what would be. */
export const yesOption = (does: string) =>
  booleanOption({
    flags: '--yes',
    group: 'Work',
    default: false,
    description: `${does}; without it the command only tells what it would do`,
  });

type SelectionConfig = Config<typeof selectionOptions>;

/** Exactly one way to tell which letters. */
export function checkSelection({
  reason,
  ids,
  all,
}: SelectionConfig): OptionProblem<typeof selectionOptions>[] {
  const ways = [reason !== undefined, ids.length > 0, all].filter(Boolean).length;
  if (ways === 1) return [];
  const message =
    ways === 0
      ? 'say which letters: --reason TEXT, --id ID or --all'
      : '--reason, --id and --all exclude each other: give the one that tells which letters';
  return [{ about: ['reason', 'ids', 'all'], message }];
}

export function selectionOf({ reason, ids }: SelectionConfig): Selection {
  if (reason !== undefined) return { kind: 'reason', text: reason };
  return ids.length > 0 ? { kind: 'ids', ids: new Set(ids) } : { kind: 'all' };
}

/** Throws `UserError` for ids that no letter had. */
export function throwIfMissing(selection: Selection, found: ReadonlySet<string>): void {
  if (selection.kind !== 'ids') return;
  const missing = [...selection.ids].filter((id) => !found.has(id));
  if (missing.length === 0) return;
  throw new UserError(
    `no letter has the id ${missing.join(', ')}: it may be in other hands for now, or gone from the queue`,
  );
}
