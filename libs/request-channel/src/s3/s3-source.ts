import type { S3Client } from '@aws-sdk/client-s3';
import type { Clock, Log, RequestSource, Sleep } from '@widgets/widget-pipeline';
import { createObjectDeleter } from '../fetch/object-deleter';
import { createLeftBehind, type LeftBehind } from '../left-behind';
import { createEarlierObjects } from './earlier-objects';
import { createHeldObjects, type HeldObjects } from './held-objects';
import { idOf, listRequests, REJECTED_PREFIX, type ListedObject } from './list-requests';
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
  const held = createHeldObjects(monotonic);
  const leftBehind = createLeftBehind();
  const buckets = { s3, buckets: requestBuckets, skippedPrefixes };
  const poller = createObjectPoller({ ...buckets, held, monotonic, random, sleep });
  const isCreateAhead = createEarlierObjects({
    list: (bucket, after) => listRequests(s3, { bucket, skippedPrefixes }, after),
    mayBeCreate: (object) => !leftBehind.isRefused(idOf(object)) && !held.isNoCreate(object),
    monotonic,
  });
  const objects = createObjectDeleter(s3);
  const onLastTry = new WeakSet<ListedObject>();
  const abandoned = new AbortController();
  const parts = {
    ...options,
    poller,
    held,
    objects,
    leftBehind,
    isCreateAhead,
    onLastTry,
    abandoned: abandoned.signal,
  };
  return {
    receive: async (limit) => (await poller.take(limit)).map((object) => createObjectDelivery(parts, object)),
    isDrained: () => Promise.resolve().then(() => isDrained(held, leftBehind)),
    abandon() {
      abandoned.abort();
      return Promise.resolve();
    },
    close: () => objects.flush(),
  };
}

/** What is put back, and neither left behind nor waiting for such as is, only waits for its time. */
function isDrained(held: HeldObjects, leftBehind: LeftBehind): boolean {
  const waiting = leftBehind.hasUnread ? held.waitingCount : 0;
  if (held.putBackCount > leftBehind.size + waiting) return false;
  leftBehind.throwIfUnread();
  return true;
}
