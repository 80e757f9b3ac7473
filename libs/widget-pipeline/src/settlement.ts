import type { Outcome, RetryWhen } from './outcome';

/** What is done with a delivery once every request in it has its outcome. */
export type Settlement =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'refuse'; readonly reason: string }
  | { readonly kind: 'release'; readonly when: RetryWhen };

const LONGEST_FIRST: readonly RetryWhen[] = ['later', 'soon', 'for-widget'];

/**
 * A delivery is settled once, as a whole: it comes again while any request in it is undecided, it is refused when any
 * was refused, and it is done otherwise.
 */
export function settlementOf(outcomes: readonly Outcome[]): Settlement {
  const retries = outcomes.flatMap((outcome) => (outcome.kind === 'retry' ? [outcome.when] : []));
  if (retries.length > 0)
    return { kind: 'release', when: LONGEST_FIRST.find((when) => retries.includes(when)) ?? 'later' };
  const reasons = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.reason] : []));
  return reasons.length > 0 ? { kind: 'refuse', reason: reasons.join('; ') } : { kind: 'acknowledge' };
}
