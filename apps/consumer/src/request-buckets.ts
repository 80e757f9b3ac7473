import { DEFAULT_NAMES } from '@widgets/cli-kit';

/** The request buckets that are named; on a local cloud, when none is, its own. */
export const requestBucketsOf = (
  { requestBuckets }: { readonly requestBuckets: readonly string[] },
  { isLoopback }: { readonly isLoopback: boolean },
): readonly string[] =>
  requestBuckets.length === 0 && isLoopback ? [DEFAULT_NAMES.requestBucket] : requestBuckets;
