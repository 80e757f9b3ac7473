import { DEFAULT_NAMES } from '@widgets/cli-kit';
import type { ConsumerConfig } from './options';

export const NO_SOURCE =
  'no source of requests is named: name the queue with -rq, and the bucket that it points into with -rb, or a bucket alone (only a local cloud has default ones)';

/** Where requests come from: a queue, whose pointers may lead into the buckets, or buckets that are polled. */
export type Source =
  | { readonly kind: 'queue'; readonly queue: string; readonly requestBuckets: readonly string[] }
  | { readonly kind: 'buckets'; readonly requestBuckets: readonly string[] };

/** Decides where requests come from; a text is the problem. */
export function planSource(
  { requestQueue, requestBuckets }: Pick<ConsumerConfig, 'requestQueue' | 'requestBuckets'>,
  isLocal: boolean,
): Source | string {
  if (requestQueue !== undefined) return { kind: 'queue', queue: requestQueue, requestBuckets };
  if (requestBuckets.length > 0) return { kind: 'buckets', requestBuckets };
  if (!isLocal) return NO_SOURCE;
  const { requestQueue: queue, requestBucket } = DEFAULT_NAMES;
  return { kind: 'queue', queue, requestBuckets: [requestBucket] };
}

/** A source in words, for the first line of a run. */
export function describeSource(source: Source): string {
  if (source.kind === 'queue') return `queue ${source.queue}`;
  const { requestBuckets } = source;
  return `${requestBuckets.length > 1 ? 'buckets' : 'bucket'} ${requestBuckets.join(', ')}`;
}
