import type { S3Client } from '@aws-sdk/client-s3';
import { orderStamp, parseRequest, type Pointer } from '@widgets/widget-model';
import type { Log, Sleep } from '@widgets/widget-pipeline';
import type { Batcher } from '../batcher';
import { CannotBeSent } from '../errors';
import { fetchRequest, type Fetched } from '../fetch/fetch-request';
import { createObjectDeleter } from '../fetch/object-deleter';
import type { OutgoingRequest } from '../publish/message-entry';
import type { Publisher } from '../publish/publisher';
import { createLeftBehind, type LeftBehind } from '../left-behind';
import { createHeldObjects, type HeldObjects } from '../s3/held-objects';
import { idOf, REJECTED_PREFIX, type ListedObject } from '../s3/list-requests';
import { createObjectPoller, type ObjectPoller } from '../s3/object-poller';
import { copyToRejected } from '../s3/reject-object';

/** How many objects a run has moved so far: into the queue, and under `rejected/` as no message can carry them. */
export type Forwarded = { sent: number; rejected: number };

export type ForwardOptions = {
  readonly s3: S3Client;
  readonly requestBuckets: readonly string[];
  /** Keys under these are no requests. */
  readonly skippedPrefixes: readonly string[];
  /** Into the queue, inline. */
  readonly publisher: Publisher;
  /** Counts while the run goes on. */
  readonly forwarded: Forwarded;
  /** Objects in hand at once. */
  readonly concurrency: number;
  /** Objects moved after which the run ends; 0: no limit. */
  readonly maxRequests: number;
  readonly stopWhenEmpty: boolean;
  readonly log: Log;
  readonly sleep: Sleep;
  readonly monotonic: () => number;
  readonly random: () => number;
};

type Forwarding = ForwardOptions & {
  readonly poller: ObjectPoller;
  readonly held: HeldObjects;
  readonly objects: Batcher<Pointer>;
  readonly leftBehind: LeftBehind;
};

/** A listing may be a moment old; two empty ones in a row mean it. */
const EMPTY_TAKES = 2;

/**
 * Moves objects of buckets into a queue in the order of their keys: reads some, sends them in order, then deletes those
 * whose message is confirmed. A crash between the two sends again under the same stamp, which changes nothing. Ends when
 * it is stopped, has moved its number, or finds nothing left; rejects when sending fails, with every object still there, and
 * when all that is left cannot be read.
 */
export async function forwardRequests(options: ForwardOptions, signal: AbortSignal): Promise<void> {
  const { s3, requestBuckets: buckets, monotonic, random, sleep } = options;
  const skippedPrefixes = [REJECTED_PREFIX, ...options.skippedPrefixes];
  const held = createHeldObjects(monotonic);
  const run: Forwarding = {
    ...options,
    poller: createObjectPoller({ s3, buckets, skippedPrefixes, held, monotonic, random, sleep }),
    held,
    objects: createObjectDeleter(s3),
    leftBehind: createLeftBehind(),
  };
  let emptyTakes = 0;
  while (!signal.aborted && roomFor(options) > 0) {
    const taken = await run.poller.take(roomFor(options));
    await forwardAll(run, taken);
    emptyTakes = taken.length === 0 ? emptyTakes + 1 : 0;
    const isEmpty = emptyTakes >= EMPTY_TAKES && held.putBackCount <= run.leftBehind.size;
    if (options.stopWhenEmpty && isEmpty) return run.leftBehind.throwIfUnread();
  }
}

function roomFor({ concurrency, maxRequests, forwarded: { sent, rejected } }: ForwardOptions): number {
  return maxRequests === 0 ? concurrency : Math.min(concurrency, maxRequests - sent - rejected);
}

/** All are read before the first is sent, so that they are sent in order. A failure counts when the others have ended. */
async function forwardAll(run: Forwarding, taken: readonly ListedObject[]): Promise<void> {
  const read = await Promise.all(
    taken.map(async (object) => ({
      object,
      fetched: await fetchRequest(run.s3, object, new AbortController().signal),
    })),
  );
  const ends = await Promise.allSettled(read.map((one) => moveOne(run, one)));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

type Read = { readonly object: ListedObject; readonly fetched: Fetched };

async function moveOne(run: Forwarding, { object, fetched }: Read): Promise<void> {
  switch (fetched.kind) {
    case 'bytes':
      return send(run, object, fetched.bytes);
    case 'too-large':
      return reject(run, object, 'the request object is larger than 1 MiB');
    case 'gone':
      run.poller.noteGone(object);
      return forget(run, object);
    case 'forbidden':
      run.log.warn({ ...object, reason: fetched.reason }, 'could not be read, and stays');
      run.leftBehind.noteRead(idOf(object), [{ kind: 'unavailable', reason: fetched.reason }]);
      return run.held.putBack(object, 'later');
  }
}

async function send(run: Forwarding, object: ListedObject, bytes: Uint8Array): Promise<void> {
  try {
    await run.publisher.publish(outgoing(object, bytes));
  } catch (error) {
    if (error instanceof CannotBeSent) return reject(run, object, error.message);
    throw error;
  }
  run.forwarded.sent += 1;
  run.log.debug({ ...object }, 'sent');
  await remove(run, object);
}

/** What breaks the rules of requests is sent as well, as long as a queue takes it: its consumer refuses it. */
function outgoing({ key, lastModified }: ListedObject, bytes: Uint8Array): OutgoingRequest {
  const request = parseRequest(bytes);
  const stamp = orderStamp({ key, sentAt: lastModified }, request.ok ? request.value.type : 'create');
  return { bytes, key, stamp, lane: request.ok ? request.value.widgetId : key };
}

async function reject(run: Forwarding, object: ListedObject, reason: string): Promise<void> {
  await copyToRejected(run.s3, object, reason);
  run.forwarded.rejected += 1;
  run.log.warn({ ...object, reason }, 'no message can carry it: moved under rejected/');
  await remove(run, object);
}

async function remove(run: Forwarding, object: ListedObject): Promise<void> {
  await run.objects.add(object);
  forget(run, object);
}

function forget({ held, leftBehind }: Forwarding, object: ListedObject): void {
  leftBehind.forget(idOf(object));
  held.forget(object);
}
