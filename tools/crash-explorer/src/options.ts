import {
  booleanOption,
  choiceOption,
  integerOption,
  loggingOptions,
  type Config,
  type OptionProblem,
  type Program,
} from '@widgets/cli-kit';
import type { PointChoice } from './crash-points';
import { SOURCES } from './sources';
import { STORES } from './stores';

const WHAT = 'What';

const options = {
  source: choiceOption({
    flags: '--source',
    group: WHAT,
    values: [...SOURCES, 'all'],
    default: 'all',
    description: 'where the requests come from: a queue of pointers, a polled bucket, or a FIFO queue',
  }),
  store: choiceOption({
    flags: '--store',
    group: WHAT,
    values: [...STORES, 'all'],
    default: 'all',
    description: 'where the widgets go',
  }),
  seed: integerOption({
    flags: '--seed',
    group: WHAT,
    placeholder: 'N',
    max: 2 ** 32 - 1,
    default: 1,
    description: 'what the requests and the disorder of the queue are drawn from',
  }),
  onlyCall: integerOption({
    flags: '--only-call',
    group: WHAT,
    placeholder: 'N',
    min: 1,
    description: 'crash at this call alone, to see a failure again',
  }),
  every: integerOption({
    flags: '--every',
    group: WHAT,
    placeholder: 'N',
    min: 1,
    description: 'crash at every N-th call only',
  }),
  oneOfEach: booleanOption({
    flags: '--one-of-each',
    group: WHAT,
    default: false,
    description: 'crash at one call of each AWS action only',
  }),
  atOnce: integerOption({
    flags: '--at-once',
    group: 'Run',
    placeholder: 'N',
    min: 1,
    max: 64,
    default: 4,
    description: 'how many crashes are tried side by side',
  }),
  ...loggingOptions,
};

export type CrashExplorerConfig = Config<typeof options>;

function check({ onlyCall, every, oneOfEach }: CrashExplorerConfig): OptionProblem<typeof options>[] {
  const given = [onlyCall !== undefined, every !== undefined, oneOfEach].filter(Boolean).length;
  const about = ['onlyCall', 'every', 'oneOfEach'] as const;
  return given < 2
    ? []
    : [{ about, message: '--only-call, --every and --one-of-each exclude each other: give one' }];
}

export function pointChoice({ onlyCall, every, oneOfEach }: CrashExplorerConfig): PointChoice {
  if (oneOfEach) return { kind: 'one of each' };
  return onlyCall === undefined ? { kind: 'every', nth: every ?? 1 } : { kind: 'only', call: onlyCall };
}

export const crashExplorerProgram = (version: string): Program<typeof options> => ({
  name: 'crash-explorer',
  version,
  usage: ['crash-explorer [--source SOURCE] [--store STORE] [--seed N] [--only-call N]'],
  about: [
    'Runs the consumer on a small scenario once per AWS call that it makes, kills it (SIGKILL) right before and right after that call, starts it again, and checks that every widget is right and no request is lost. Exits with 1 when one is not.',
  ],
  options,
  check,
  examples: [
    { does: 'every call of every source and store', command: 'npx nx run crash-explorer:run' },
    {
      does: 'one crash again, as a failure names it',
      command: 'npx nx run crash-explorer:run -- --source queue --store dynamodb --seed 1 --only-call 12',
    },
  ],
});
