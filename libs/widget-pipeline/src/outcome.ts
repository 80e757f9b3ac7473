/** What became of one request. All but `retry` are final. */
export type Outcome =
  | { readonly kind: 'applied' }
  /** It was applied before: a redelivery. */
  | { readonly kind: 'duplicate'; readonly reason: string }
  /** Something newer has overtaken it. */
  | { readonly kind: 'superseded'; readonly reason: string }
  /** There is no widget that it may change: a warning, no change. */
  | {
      readonly kind: 'missing';
      readonly reason: string;
      /** Whether it may still come: what is asked for is not there, rather than somebody else's. */
      readonly mayCome: boolean;
    }
  /** It is invalid, or the store can never take it. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** It could not be decided now, and goes back to where it came from. */
  | { readonly kind: 'retry'; readonly reason: string; readonly when: RetryWhen };

/**
 * `for-widget`: when the create that it needs may have been applied; `soon`: something failed that may heal by itself;
 * `later`: after a delay that grows and grows, for what only a person can change.
 */
export type RetryWhen = 'for-widget' | 'soon' | 'later';

export type OutcomeKind = Outcome['kind'];
export const OUTCOME_KINDS: readonly OutcomeKind[] = [
  'applied',
  'duplicate',
  'superseded',
  'missing',
  'refused',
  'retry',
];
