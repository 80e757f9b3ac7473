import type { S3Client } from '@aws-sdk/client-s3';
import type { Sleep } from '@widgets/widget-pipeline';
import { createBucketCursor, EMPTY_PAUSE_MS, type BucketCursor } from './bucket-cursor';
import { byKey, createHeldObjects, type HeldObjects } from './held-objects';
import { listRequests, type ListedObject } from './list-requests';

export type ObjectPollerOptions = {
  readonly s3: S3Client;
  readonly buckets: readonly string[];
  /** Keys under these are never looked at. */
  readonly skippedPrefixes: readonly string[];
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly sleep: Sleep;
};

/** Hands out the objects of buckets, the smallest key first. */
export type ObjectPoller = {
  /** Up to `limit` objects, none of them in hand already; none after a pause in vain. */
  take(limit: number): Promise<readonly ListedObject[]>;
  /** It is deleted, or was gone. */
  forget(object: ListedObject): void;
  /** It stays in its bucket, and is handed out again at once, or after a delay that grows each time. */
  putBack(object: ListedObject, when: 'now' | 'later'): void;
  /** It was gone when it was looked at: somebody else works on its bucket. */
  noteGone(object: ListedObject): void;
  /** How many objects were put back and are still there. */
  readonly putBackCount: number;
};

export function createObjectPoller(options: ObjectPollerOptions): ObjectPoller {
  const held = createHeldObjects(options.monotonic);
  const cursors = new Map(
    options.buckets.map((bucket): [string, BucketCursor] => [bucket, cursorOf(bucket, options, held)]),
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
    forget: held.forget,
    putBack: held.putBack,
    noteGone: (object) => cursors.get(object.bucket)?.noteGone(object),
    get putBackCount() {
      return held.putBackCount;
    },
  };
}

function cursorOf(
  bucket: string,
  { s3, skippedPrefixes, monotonic, random }: ObjectPollerOptions,
  held: HeldObjects,
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
