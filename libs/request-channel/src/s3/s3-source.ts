import type { S3Client } from '@aws-sdk/client-s3';
import type { Clock, Log, RequestSource, Sleep } from '@widgets/widget-pipeline';
import { createObjectDeleter } from '../fetch/object-deleter';
import { REJECTED_PREFIX, type ListedObject } from './list-requests';
import { createObjectPoller } from './object-poller';
import { createObjectDelivery } from './s3-delivery';

export type S3SourceOptions = {
  readonly s3: S3Client;
  /** Polled for requests. */
  readonly requestBuckets: readonly string[];
  /** Keys under these are no requests: those of widgets. Rejected ones are never looked at. */
  readonly skippedPrefixes: readonly string[];
  readonly log: Log;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** From 0 up to 1. */
  readonly random: () => number;
};

/** The requests that lie in buckets, without a queue. */
export function createS3Source(options: S3SourceOptions): RequestSource {
  const { s3, requestBuckets, clock, sleep, random } = options;
  const skippedPrefixes = [REJECTED_PREFIX, ...options.skippedPrefixes];
  const monotonic = (): number => clock.monotonic();
  const poller = createObjectPoller({
    s3,
    buckets: requestBuckets,
    skippedPrefixes,
    monotonic,
    random,
    sleep,
  });
  const objects = createObjectDeleter(s3);
  const leftBehind = new Set<ListedObject>();
  const parts = { ...options, poller, objects, leftBehind };
  return {
    receive: async (limit) => (await poller.take(limit)).map((object) => createObjectDelivery(parts, object)),
    // What is put back and not left behind is only waiting for its time.
    isDrained: () => Promise.resolve(poller.putBackCount <= leftBehind.size),
    close: () => objects.flush(),
  };
}
