/** What a pointer's bucket is to this run. */
export type BucketVerdict =
  | 'named'
  /** Refused: whoever can post a message must not choose which bucket is read and emptied. */
  | 'not-named'
  /** Not named either, but no pointer has been right so far, so the user's option may be wrong. */
  | 'perhaps-mistyped'
  | 'none-named';

/** The request buckets that the user named, and whether any pointer has led there yet. */
export type NamedBuckets = {
  readonly names: readonly string[];
  judge(bucket: string): BucketVerdict;
};

export function createNamedBuckets(names: readonly string[]): NamedBuckets {
  let anyRight = false;
  return {
    names,
    judge(bucket) {
      if (names.length === 0) return 'none-named';
      if (names.includes(bucket)) {
        anyRight = true;
        return 'named';
      }
      return anyRight ? 'not-named' : 'perhaps-mistyped';
    },
  };
}
