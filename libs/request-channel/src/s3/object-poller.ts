import type { S3Client } from '@aws-sdk/client-s3';
import { compareStamps } from '@widgets/widget-model';
import type { Sleep } from '@widgets/widget-pipeline';
import { createBucketCursor, EMPTY_PAUSE_MS, type BucketCursor } from './bucket-cursor';
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

/**
 * An object is in hand → forgotten, or in hand → put back until its time has come → in hand, as often as needed. `due` is
 * in milliseconds of the monotonic clock.
 */
type Held = { state: 'in hand' | 'put back'; due: number; times: number; readonly object: ListedObject };

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 15 * 60_000;
const NEVER = new AbortController().signal;

export function createObjectPoller(options: ObjectPollerOptions): ObjectPoller {
  const { s3, buckets, skippedPrefixes, monotonic, random, sleep } = options;
  const held = new Map<string, Held>();
  const isFree = (object: ListedObject): boolean => !held.has(nameOf(object));
  const cursors = new Map(
    buckets.map((bucket): [string, BucketCursor] => {
      const list = (after: string) => listRequests(s3, { bucket, skippedPrefixes }, after);
      return [bucket, createBucketCursor({ list, isFree, monotonic, random })];
    }),
  );

  const hold = (object: ListedObject): ListedObject => {
    const name = nameOf(object);
    held.set(name, { state: 'in hand', due: 0, times: held.get(name)?.times ?? 0, object });
    return object;
  };

  return {
    async take(limit) {
      const now = monotonic();
      const due = [...held.values()].filter((one) => one.state === 'put back' && one.due <= now);
      const taken = due
        .map(({ object }) => object)
        .sort(byKey)
        .slice(0, limit)
        .map(hold);
      while (taken.length < limit) {
        const object = await takeSmallest([...cursors.values()]);
        if (object === undefined) break;
        taken.push(hold(object));
      }
      if (taken.length === 0) await sleep(EMPTY_PAUSE_MS, NEVER);
      return taken;
    },
    forget: (object) => void held.delete(nameOf(object)),
    putBack(object, when) {
      const times = (held.get(nameOf(object))?.times ?? 0) + 1;
      const delay = when === 'now' ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (times - 1), LONGEST_DELAY_MS);
      held.set(nameOf(object), { state: 'put back', due: monotonic() + delay, times, object });
    },
    noteGone: (object) => cursors.get(object.bucket)?.noteGone(object),
    get putBackCount() {
      return [...held.values()].filter(({ state }) => state === 'put back').length;
    },
  };
}

const nameOf = ({ bucket, key }: ListedObject): string => `${bucket}/${key}`;

const byKey = (a: ListedObject, b: ListedObject): number => compareStamps(a.key, b.key);

async function takeSmallest(cursors: readonly BucketCursor[]): Promise<ListedObject | undefined> {
  await Promise.all(cursors.map((cursor) => cursor.refill()));
  let smallest: BucketCursor | undefined;
  for (const cursor of cursors) {
    const [head, best] = [cursor.head(), smallest?.head()];
    if (head && (!best || byKey(head, best) < 0)) smallest = cursor;
  }
  return smallest?.shift();
}
