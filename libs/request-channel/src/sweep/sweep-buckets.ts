import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { orderStamp, parseRequest, stampOfKey, type MessageFormat } from '@widgets/widget-model';
import { CannotContinue, type Log, type Sleep } from '@widgets/widget-pipeline';
import type { Batcher } from '../batcher';
import { CannotBeSent } from '../errors';
import { fetchRequest } from '../fetch/fetch-request';
import { isFifoQueue } from '../fifo-queue';
import type { Pace } from '../pace';
import { objectEntry, type MessageEntry, type StoredRequest } from '../publish/message-entry';
import { createMessageSender } from '../publish/message-sender';
import { idOf, listRequests, REJECTED_PREFIX, type ListedObject } from '../s3/list-requests';
import { LANE_LINGER_MS, sendByLane, type LaneEntry } from '../send-by-lane';
import { MAX_BATCH_ENTRIES } from '../sqs/call-batch';

/** What a sweep has found and done so far. */
export type Swept = {
  /** Objects that are old enough. */
  found: number;
  posted: number;
  /** Objects that no message can point to, that may not be read, or that went away meanwhile. */
  passedOver: number;
  /** Epoch milliseconds of what was found. */
  oldest: number | undefined;
  newest: number | undefined;
  /** The first that were found, as `bucket/key`. */
  readonly first: string[];
  /** All up to this one are done, as `bucket/key`: a sweep that ends early is taken up from here. */
  upTo: string | undefined;
};

export const newSweep = (): Swept => ({
  ...{ found: 0, posted: 0, passedOver: 0 },
  ...{ oldest: undefined, newest: undefined, first: [], upTo: undefined },
});

export type SweepOptions = {
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly requestBuckets: readonly string[];
  /** Keys under these are no requests. */
  readonly skippedPrefixes: readonly string[];
  readonly format: Exclude<MessageFormat, 'inline'>;
  /** Epoch milliseconds; what was stored later is left alone. */
  readonly storedBefore: number;
  /** `bucket/key` to go on after, in the order of `requestBuckets`; `undefined` begins at the beginning. */
  readonly after: string | undefined;
  /** Only counts what would be posted. */
  readonly isDry: boolean;
  readonly pace: Pace;
  readonly swept: Swept;
  readonly sleep: Sleep;
  readonly log: Log;
};

const FIRST_SHOWN = 10;

/**
 * Posts a pointer to each request object that is old enough, in the order of the keys, and deletes nothing: an object whose
 * message is still there is done once all the same. Rejects when listing or sending fails; what `upTo` tells is done then.
 */
export async function sweepBuckets(options: SweepOptions, signal: AbortSignal): Promise<void> {
  const sender = createMessageSender(options.sqs, { ...options, lingerMs: LANE_LINGER_MS });
  for (const { bucket, after } of bucketsAfter(options)) {
    let from: string | undefined = after;
    while (from !== undefined && !signal.aborted) {
      const { objects, next } = await listRequests(options.s3, listingOf(bucket, options), from);
      await sweepPage(objects, { options, sender }, signal);
      from = next;
    }
  }
}

const listingOf = (bucket: string, { skippedPrefixes }: SweepOptions) => ({
  bucket,
  skippedPrefixes: [REJECTED_PREFIX, ...skippedPrefixes],
});

/** The buckets that are left, each with the key after which it begins. Throws `CannotContinue` for one that is not named. */
function bucketsAfter({ requestBuckets, after }: Pick<SweepOptions, 'requestBuckets' | 'after'>) {
  if (after === undefined) return requestBuckets.map((bucket) => ({ bucket, after: '' }));
  const [begun = '', ...key] = after.split('/');
  const at = requestBuckets.indexOf(begun);
  if (at < 0)
    throw new CannotContinue(`--after ${after}: begins with none of the buckets that -rb names`, {
      blame: 'usage',
    });
  return requestBuckets.slice(at).map((bucket) => ({ bucket, after: bucket === begun ? key.join('/') : '' }));
}

type Sweeping = { readonly options: SweepOptions; readonly sender: Batcher<MessageEntry> };

async function sweepPage(
  objects: readonly ListedObject[],
  { options, sender }: Sweeping,
  signal: AbortSignal,
): Promise<void> {
  const { storedBefore, isDry, pace, swept } = options;
  for (let at = 0; at < objects.length && !signal.aborted; at += MAX_BATCH_ENTRIES) {
    const some = objects.slice(at, at + MAX_BATCH_ENTRIES);
    const due = some.filter(({ lastModified }) => lastModified <= storedBefore);
    if (due.length > 0 && !isDry) await pace(due.length, signal);
    if (signal.aborted) return;
    for (const object of due) note(object, swept);
    if (!isDry) await post(due, { options, sender });
    swept.upTo = some.map(idOf).at(-1);
  }
}

function note(object: ListedObject, swept: Swept): void {
  const { lastModified } = object;
  swept.found += 1;
  swept.oldest = Math.min(swept.oldest ?? lastModified, lastModified);
  swept.newest = Math.max(swept.newest ?? lastModified, lastModified);
  if (swept.first.length < FIRST_SHOWN) swept.first.push(idOf(object));
}

async function post(due: readonly ListedObject[], { options, sender }: Sweeping): Promise<void> {
  const { swept, log } = options;
  const passOver = (object: ListedObject, reason: string): void => {
    swept.passedOver += 1;
    log.warn({ ...object, reason }, 'not posted');
  };
  const entries = await Promise.all(
    due.map(async (object) => ({ object, entry: await entryOf(object, options) })),
  );
  for (const { object, entry } of entries) if (typeof entry === 'string') passOver(object, entry);
  const sendable = entries.flatMap(({ object, entry }) =>
    typeof entry === 'string' ? [] : { object, entry },
  );
  await sendByLane(sendable, {
    sender,
    entryOf: ({ entry }) => entry,
    onSent: ({ object }) => {
      swept.posted += 1;
      log.debug({ ...object }, 'posted again');
    },
    onRefused: ({ object }, reason) => passOver(object, reason),
  });
}

/** The message about an object; a text tells why there can be none. */
async function entryOf(object: ListedObject, options: SweepOptions): Promise<LaneEntry | string> {
  const { queueUrl: queue, format } = options;
  const stored = await describe(object, options);
  if (typeof stored === 'string') return stored;
  try {
    return { lane: stored.lane, entry: objectEntry(stored, { bucket: object.bucket, format, queue }) };
  } catch (error) {
    if (error instanceof CannotBeSent) return error.message;
    throw error;
  }
}

/** Only a FIFO queue, and a key that gives no stamp, make it necessary to look into the object. */
async function describe(
  object: ListedObject,
  { s3, queueUrl }: SweepOptions,
): Promise<StoredRequest | string> {
  const { key, lastModified, size = 0 } = object;
  const stamp = stampOfKey(key);
  if (stamp !== undefined && !isFifoQueue(queueUrl)) return { key, stamp, lane: key, size };
  const fetched = await fetchRequest(s3, object, new AbortController().signal);
  if (fetched.kind === 'gone') return 'it is gone';
  if (fetched.kind === 'forbidden') return fetched.reason;
  const request = fetched.kind === 'bytes' ? parseRequest(fetched.bytes) : undefined;
  const known = request?.ok ? request.value : undefined;
  return {
    key,
    stamp: orderStamp({ key, sentAt: lastModified }, known?.type ?? 'create'),
    lane: known?.widgetId ?? key,
    size,
  };
}
