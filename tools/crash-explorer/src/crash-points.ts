import type { CrashPoint } from './kill-switch';

/** Which calls of a run are to be crash points: all, one, each n-th, or one of each action that the work is made of. */
export type PointChoice =
  | { readonly kind: 'every'; readonly nth: number }
  | { readonly kind: 'only'; readonly call: number }
  | { readonly kind: 'one of each' };

/**
 * The points right before and right after each chosen call; with one of each action, one point for those that only read.
 *
 * @param calls the actions that a run without a crash calls, in their order
 */
export function crashPoints(calls: readonly string[], choice: PointChoice): CrashPoint[] {
  return chosenCalls(calls, choice).flatMap((call): CrashPoint[] => {
    const before = { call, moment: 'before' } as const;
    const isOneForBoth = choice.kind === 'one of each' && READING.test(calls[call - 1] ?? '');
    return isOneForBoth ? [before] : [before, { call, moment: 'after' }];
  });
}

/** Leaves the cloud as it was: right after it is as good as right before. */
const READING = /^(s3|dynamodb) (Get|Head|List)|^sqs Get/;

function chosenCalls(calls: readonly string[], choice: PointChoice): number[] {
  const all = calls.map((_, at) => at + 1);
  switch (choice.kind) {
    case 'every':
      return all.filter((call) => call % choice.nth === 0);
    case 'only':
      return [choice.call];
    case 'one of each':
      return workOf(calls).map((action) => middleOf(all.filter((call) => calls[call - 1] === action)));
  }
}

const RECEIVING = new Set(['sqs ReceiveMessage', 's3 ListObjectsV2']);

/** The actions from the first receive on. What comes before changes nothing: a crash there is a start that failed. */
const workOf = (calls: readonly string[]): string[] => [
  ...new Set(calls.slice(calls.findIndex((action) => RECEIVING.has(action)))),
];

/** The first and the last calls of an action are seldom the interesting ones. */
const middleOf = (calls: readonly number[]): number => calls[Math.floor(calls.length / 2)] ?? 1;
