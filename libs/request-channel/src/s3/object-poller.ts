import type { S3Client } from '@aws-sdk/client-s3';
import type { Sleep } from '@widgets/widget-pipeline';
import { createBucketCursor, EMPTY_PAUSE_MS, type BucketCursor } from './bucket-cursor';
import { byKey, type HeldObjects } from './held-objects';
import { listRequests, type ListedObject } from './list-requests';

export type ObjectPollerOptions = {
  readonly s3: S3Client;
  readonly buckets: readonly string[];
  /** Keys under these are never looked at. */
  readonly skippedPrefixes: readonly string[];
  /** What it handed out goes there. */
  readonly held: HeldObjects;
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly sleep: Sleep;
};

/** Hands out the objects of buckets, the smallest key first. */
export type ObjectPoller = {
  /** Up to `limit` objects, none of them in hand already; none after a pause in vain. */
  take(limit: number): Promise<readonly ListedObject[]>;
  /** It was gone when it was looked at: somebody else works on its bucket. */
  noteGone(object: ListedObject): void;
};

export function createObjectPoller(options: ObjectPollerOptions): ObjectPoller {
  const { held } = options;
  const cursors = new Map(
    options.buckets.map((bucket): [string, BucketCursor] => [bucket, cursorOf(bucket, options)]),
  );
  return {
    async take(limit) {
      const taken = held.due().slice(0, limit).map(held.hold);
      while (taken.length < limit) {
        const object = await takeSmallest([...cursors.values()]);
        if (object === undefined) break;
        taken.push(held.hold(object));
      }
      if (taken.length === 0) await options.sleep(EMPTY_PAUSE_MS);
      return taken;
    },
    noteGone: (object) => cursors.get(object.bucket)?.noteGone(object),
  };
}

function cursorOf(
  bucket: string,
  { s3, skippedPrefixes, held, monotonic, random }: ObjectPollerOptions,
): BucketCursor {
  return createBucketCursor({
    list: (after) => listRequests(s3, { bucket, skippedPrefixes }, after),
    beginListing: () => {
      const isHeld = held.watch();
      return (object) => !isHeld(object);
    },
    monotonic,
    random,
  });
}

async function takeSmallest(cursors: readonly BucketCursor[]): Promise<ListedObject | undefined> {
  await Promise.all(cursors.map((cursor) => cursor.refill()));
  let smallest: BucketCursor | undefined;
  for (const cursor of cursors) {
    const [head, best] = [cursor.head(), smallest?.head()];
    if (head && (!best || byKey(head, best) < 0)) smallest = cursor;
  }
  return smallest?.shift();
}
