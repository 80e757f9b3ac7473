import type { S3Client } from '@aws-sdk/client-s3';
import { aheadOfClock, isFromTheFuture, orderStamp, parseRequest, type Pointer } from '@widgets/widget-model';
import type { Clock, Delivery, Log, ReadItem } from '@widgets/widget-pipeline';
import type { Batcher } from '../batcher';
import { fetchRequest } from '../fetch/fetch-request';
import type { LeftBehind } from '../left-behind';
import type { HeldObjects } from './held-objects';
import { idOf, type ListedObject } from './list-requests';
import type { ObjectPoller } from './object-poller';
import { copyToRejected } from './reject-object';

/** What the deliveries of one source share. */
export type ObjectDeliveryParts = {
  readonly s3: S3Client;
  readonly poller: ObjectPoller;
  readonly held: HeldObjects;
  readonly objects: Batcher<Pointer>;
  readonly clock: Clock;
  readonly log: Log;
  readonly leftBehind: LeftBehind;
  /** Whether the create of an object's widget may still be in its bucket, not applied. */
  readonly isCreateAhead: (object: ListedObject) => Promise<boolean>;
  /** The objects whose widget was missing and whose create was not ahead of them then: their next try is the last one. */
  readonly onLastTry: WeakSet<ListedObject>;
  /** Aborted when the run gives up what is in hand. */
  readonly abandoned: AbortSignal;
};

/** So long the create that a young request needs may be on its way to the bucket. */
const YOUNG_MS = 10_000;

/** An object of a polled bucket in hand. */
export function createObjectDelivery(parts: ObjectDeliveryParts, object: ListedObject): Delivery {
  const { poller, held, objects, leftBehind, onLastTry } = parts;
  // There is no lease to lose but by giving up. A signal of its own: the SDK listens to it for as long as it lives.
  const leaseLost = AbortSignal.any([parts.abandoned]);
  const id = idOf(object);
  let isGone = false;

  /** What fails leaves the object where it is, to be tried again later. */
  const disposing = async (dispose: () => Promise<void>): Promise<void> => {
    try {
      await dispose();
    } catch (error) {
      held.putBack(object, 'soon');
      throw error;
    }
    leftBehind.forget(id);
    held.forget(object);
  };

  return {
    id,
    sentAt: object.lastModified,
    leaseLost,

    canWait: () => canWait(parts, object),

    async read() {
      const item = await readObject(parts, object, leaseLost);
      isGone = item === undefined;
      if (item === undefined) {
        poller.noteGone(object);
        parts.log.debug({ delivery: id }, 'gone: somebody else has done it');
        return [];
      }
      leftBehind.noteRead(id, [item]);
      if (item.kind === 'request' && item.request.type !== 'create') held.noteNoCreate(object);
      return [item];
    },

    acknowledge: () => disposing(async () => (isGone ? undefined : objects.add(object))),

    refuse: (reason) =>
      disposing(async () => {
        leftBehind.noteRefused(id);
        await copyToRejected(parts.s3, object, reason);
        await objects.add(object);
      }),

    release(when) {
      held.putBack(object, when === 'for-widget' && onLastTry.has(object) ? 'now' : when);
      return Promise.resolve();
    },
  };
}

async function canWait(
  { clock, isCreateAhead, onLastTry }: ObjectDeliveryParts,
  object: ListedObject,
): Promise<boolean> {
  if (clock.now() - object.lastModified < YOUNG_MS) return true;
  if (onLastTry.has(object)) return false;
  // The create may have been applied since the store was asked: one more try tells.
  if (!(await isCreateAhead(object))) onLastTry.add(object);
  return true;
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
      const origin = { object: { bucket, key }, mayBeRepeat: true, readSince, followsItsCreate: true };
      return { kind: 'request', request: parsed.value, stamp, origin };
    }
  }
}
