import type { Outcome } from './outcome';

/** What is done with a delivery once every request in it has its outcome. */
export type Settlement =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'refuse'; readonly reason: string }
  | { readonly kind: 'release' };

/**
 * A delivery is settled once, as a whole: it comes again while any request in it is undecided, it is refused when any
 * was refused, and it is done otherwise.
 */
export function settlementOf(outcomes: readonly Outcome[]): Settlement {
  if (outcomes.some(({ kind }) => kind === 'retry')) return { kind: 'release' };
  const reasons = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.reason] : []));
  return reasons.length > 0 ? { kind: 'refuse', reason: reasons.join('; ') } : { kind: 'acknowledge' };
}
