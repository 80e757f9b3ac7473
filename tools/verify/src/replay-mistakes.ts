import type { Widget } from '@widgets/widget-model';
import { LOSSES, MISTAKES, rightStep, type Mistake, type PlacedRequest, type Step } from './mistakes';
import { firstDifference, propertiesOf } from './properties';
import type { Rule } from './rules';

/** What a consumer leaves at a place that breaks a rule, and the last request at which that made a difference. */
export type Outcome = {
  readonly rule: Rule;
  readonly end: Widget | undefined;
  readonly suspect: PlacedRequest;
};

/** Longer histories are tried with mistakes that are made at every request alone. */
const LONGEST_FOR_SINGLE = 40;

/** Every end that one broken rule leads to: broken at each request; by a request lost, late or repeated; broken at one alone. */
export function* outcomesOf(history: readonly PlacedRequest[]): Generator<Outcome> {
  for (const { rule, step } of MISTAKES) yield* outcome(rule, history, () => step);
  if (history.length > LONGEST_FOR_SINGLE) return;
  yield* singles(LOSSES, history);
  yield* disorders(history);
  yield* singles(MISTAKES, history);
}

function* singles(mistakes: readonly Mistake[], history: readonly PlacedRequest[]): Generator<Outcome> {
  for (const { rule, step } of mistakes) {
    for (const at of history.keys())
      yield* outcome(rule, history, (index) => (index === at ? step : rightStep));
  }
}

function* outcome(
  rule: Rule,
  history: readonly PlacedRequest[],
  stepAt: (index: number) => Step,
): Generator<Outcome> {
  let end: Widget | undefined;
  let suspect: PlacedRequest | undefined;
  for (const [index, placed] of history.entries()) {
    const right = rightStep(end, placed);
    const after = stepAt(index)(end, placed);
    if (!isSame(right, after)) suspect = placed;
    end = after;
  }
  if (suspect !== undefined) yield { rule, end, suspect };
}

/** One request that comes late, or once more after it has counted. */
function* disorders(history: readonly PlacedRequest[]): Generator<Outcome> {
  for (const [from, suspect] of history.entries()) {
    for (let to = from + 1; to < history.length; to += 1) {
      const [before, passed, after] = [
        history.slice(0, from),
        history.slice(from + 1, to + 1),
        history.slice(to + 1),
      ];
      const late = [...before, ...passed, suspect, ...after];
      yield { rule: 'order-of-stamps', end: applyAll(late), suspect };
      const twice = [...before, suspect, ...passed, suspect, ...after];
      yield { rule: 'order-of-stamps', end: applyAll(twice), suspect };
    }
  }
}

/** What is at the place when all is right. */
export const applyAll = (history: readonly PlacedRequest[]): Widget | undefined =>
  history.reduce<Widget | undefined>(rightStep, undefined);

export function isSame(one: Widget | undefined, other: Widget | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one === other || firstDifference(propertiesOf(one), propertiesOf(other)) === undefined;
}
