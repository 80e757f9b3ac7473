import type { CrashPoint } from './kill-switch';

/** Which calls of a run are to be crash points: all, one, each n-th, or one of each action. */
export type PointChoice =
  | { readonly kind: 'every'; readonly nth: number }
  | { readonly kind: 'only'; readonly call: number }
  | { readonly kind: 'one of each' };

/**
 * The points right before and right after each chosen call.
 *
 * @param calls the actions that a run without a crash calls, in their order
 */
export function crashPoints(calls: readonly string[], choice: PointChoice): CrashPoint[] {
  return chosenCalls(calls, choice).flatMap((call) => [
    { call, moment: 'before' },
    { call, moment: 'after' },
  ]);
}

function chosenCalls(calls: readonly string[], choice: PointChoice): number[] {
  const all = calls.map((_, at) => at + 1);
  switch (choice.kind) {
    case 'every':
      return all.filter((call) => call % choice.nth === 0);
    case 'only':
      return [choice.call];
    case 'one of each':
      return [...new Set(calls)].map((action) => middleOf(all.filter((call) => calls[call - 1] === action)));
  }
}

/** The first and the last calls of an action are seldom the interesting ones. */
const middleOf = (calls: readonly number[]): number => calls[Math.floor(calls.length / 2)] ?? 1;
