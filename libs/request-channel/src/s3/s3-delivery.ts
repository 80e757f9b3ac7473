import type { S3Client } from '@aws-sdk/client-s3';
import { aheadOfClock, isFromTheFuture, orderStamp, parseRequest, type Pointer } from '@widgets/widget-model';
import type { Clock, Delivery, Log, ReadItem } from '@widgets/widget-pipeline';
import type { Batcher } from '../batcher';
import { fetchRequest } from '../fetch/fetch-request';
import type { ListedObject } from './list-requests';
import type { ObjectPoller } from './object-poller';
import { copyToRejected } from './reject-object';

/** What the deliveries of one source share. */
export type ObjectDeliveryParts = {
  readonly s3: S3Client;
  readonly poller: ObjectPoller;
  readonly objects: Batcher<Pointer>;
  readonly clock: Clock;
  readonly log: Log;
  /** The objects that cannot be read or moved now, and stay where they are. */
  readonly leftBehind: Set<ListedObject>;
};

/** So long another consumer of the bucket may have the create that a young request needs. */
const YOUNG_MS = 10_000;

/** An object of a polled bucket in hand. */
export function createObjectDelivery(parts: ObjectDeliveryParts, object: ListedObject): Delivery {
  const { poller, objects, leftBehind } = parts;
  // There is no lease to lose. A signal of its own: the SDK listens to it for as long as it lives.
  const leaseLost = new AbortController().signal;
  const id = `${object.bucket}/${object.key}`;
  let isGone = false;

  const putBack = (when: 'now' | 'later'): void => poller.putBack(object, when);
  /** What fails leaves the object where it is, to be tried again later. */
  const disposing = async (dispose: () => Promise<void>): Promise<void> => {
    try {
      await dispose();
    } catch (error) {
      putBack('later');
      throw error;
    }
    leftBehind.delete(object);
    poller.forget(object);
  };

  return {
    id,
    canWait: parts.clock.now() - object.lastModified < YOUNG_MS,
    leaseLost,

    async read() {
      const item = await readObject(parts, object, leaseLost);
      isGone = item === undefined;
      if (item === undefined) {
        poller.noteGone(object);
        parts.log.debug({ delivery: id }, 'gone: somebody else has done it');
        return [];
      }
      if (item.kind === 'unavailable') leftBehind.add(object);
      else leftBehind.delete(object);
      return [item];
    },

    acknowledge: () => disposing(async () => (isGone ? undefined : objects.add(object))),

    refuse: (reason) =>
      disposing(async () => {
        leftBehind.add(object);
        await copyToRejected(parts.s3, object, reason);
        await objects.add(object);
      }),

    release(when) {
      putBack(when === 'now' ? 'now' : 'later');
      return Promise.resolve();
    },
  };
}

/** What an object holds, `undefined` when it is gone. */
async function readObject(
  { s3, clock }: ObjectDeliveryParts,
  { bucket, key, lastModified }: ListedObject,
  signal: AbortSignal,
): Promise<ReadItem | undefined> {
  const readSince = clock.monotonic();
  const fetched = await fetchRequest(s3, { bucket, key }, signal);
  switch (fetched.kind) {
    case 'gone':
      return undefined;
    case 'too-large':
      return { kind: 'invalid', reason: 'the request object is larger than 1 MiB' };
    case 'forbidden':
      return { kind: 'unavailable', reason: fetched.reason };
    case 'bytes': {
      const parsed = parseRequest(fetched.bytes);
      if (!parsed.ok) return { kind: 'invalid', reason: parsed.reason };
      const stamp = orderStamp({ key, sentAt: lastModified }, parsed.value.type);
      if (isFromTheFuture(stamp, clock.now())) return { kind: 'invalid', reason: aheadOfClock(stamp) };
      const origin = { object: { bucket, key }, mayBeRepeat: true, readSince };
      return { kind: 'request', request: parsed.value, stamp, origin };
    }
  }
}
