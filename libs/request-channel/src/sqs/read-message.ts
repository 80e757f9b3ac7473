import type { Message } from '@aws-sdk/client-sqs';
import type { S3Client } from '@aws-sdk/client-s3';
import {
  ORDER_STAMP_ATTRIBUTE,
  isFromTheFuture,
  orderStamp,
  parseRequest,
  readMessageBody,
  stampOfKey,
  type MessageContent,
  type Pointer,
} from '@widgets/widget-model';
import { CannotContinue, type Clock, type ReadItem } from '@widgets/widget-pipeline';
import { fetchRequest } from '../fetch/fetch-request';
import type { NamedBuckets } from './named-buckets';

/** A message, read: the item in it, and its request object, when it has one that we may touch. */
export type ReadMessage = { readonly item: ReadItem; readonly object?: Pointer };

export type MessageReader = {
  readonly s3: S3Client;
  readonly clock: Clock;
  readonly buckets: NamedBuckets;
};

/** Reads what a message holds or points to. Throws `CannotContinue` when a pointer shows that no bucket was named. */
export async function readMessage(
  { s3, buckets, clock }: MessageReader,
  message: Message,
  signal: AbortSignal,
): Promise<ReadMessage> {
  const readSince = clock.monotonic();
  const content = readMessageBody(message.Body ?? '');
  if (!content.ok) return { item: { kind: 'invalid', reason: content.reason } };
  if (content.value.kind === 'inline')
    return { item: requestItem(content.value.request, { message, readSince, clock }) };
  const pointer = resolve(content.value, buckets);
  if ('item' in pointer) return pointer;
  return readObject(
    s3,
    { pointer, isBare: content.value.kind === 'bare-key', message, readSince, clock },
    signal,
  );
}

function resolve(
  content: Exclude<MessageContent, { kind: 'inline' }>,
  buckets: NamedBuckets,
): Pointer | { item: ReadItem } {
  if (content.kind === 'bare-key') return resolveBareKey(content.key, buckets);
  const { bucket } = content.pointer;
  switch (buckets.judge(bucket)) {
    case 'named':
      return content.pointer;
    case 'not-named':
      return {
        item: {
          kind: 'invalid',
          reason: `it points to bucket ${bucket}, which was not named as a request bucket`,
        },
      };
    case 'perhaps-mistyped':
      return {
        item: {
          kind: 'unavailable',
          reason: `it points to bucket ${bucket}, and the request bucket named is ${buckets.names.join(', ')}: if ${bucket} is right, start again with -rb=${bucket}`,
        },
      };
    case 'none-named':
      throw noBucketNamed(`bucket ${bucket}: start again with -rb=${bucket}`);
  }
}

function resolveBareKey(key: string, buckets: NamedBuckets): Pointer | { item: ReadItem } {
  const [bucket, ...others] = buckets.names;
  if (bucket === undefined) {
    if (stampOfKey(key) !== undefined)
      throw noBucketNamed('a bucket that they do not tell: start again with -rb=BUCKET');
    return { item: { kind: 'invalid', reason: 'the message is neither a pointer nor a request' } };
  }
  if (others.length > 0) {
    return {
      item: {
        kind: 'invalid',
        reason: 'it is a bare key, and with more than one request bucket it could be in any',
      },
    };
  }
  return { bucket, key };
}

const noBucketNamed = (where: string): CannotContinue =>
  new CannotContinue(`The messages of the queue point to requests in ${where}.`, { blame: 'usage' });

async function readObject(
  s3: S3Client,
  { pointer, isBare, ...received }: Received & { pointer: Pointer; isBare: boolean },
  signal: AbortSignal,
): Promise<ReadMessage> {
  const fetched = await fetchRequest(s3, pointer, signal);
  switch (fetched.kind) {
    case 'bytes':
      return { item: requestItem(fetched.bytes, received, pointer), object: pointer };
    case 'gone':
      // Any word of a bare key's characters looks like one; only a key like the producers' can have been an object.
      return isBare && stampOfKey(pointer.key) === undefined
        ? {
            item: {
              kind: 'invalid',
              reason: `the message is the bare word ${pointer.key}, and there is no such object`,
            },
          }
        : { item: { kind: 'finished', reason: `its request object ${pointer.key} is gone` } };
    case 'too-large':
      return {
        item: { kind: 'invalid', reason: 'the request object is larger than 1 MiB' },
        object: pointer,
      };
    case 'forbidden':
      return { item: { kind: 'unavailable', reason: fetched.reason } };
  }
}

/** A message, and when reading it began (`RequestOrigin`). */
type Received = { readonly message: Message; readonly readSince: number; readonly clock: Clock };

function requestItem(
  body: Uint8Array | string,
  { message, readSince, clock }: Received,
  object?: Pointer,
): ReadItem {
  const parsed = parseRequest(body);
  if (!parsed.ok) return { kind: 'invalid', reason: parsed.reason };
  const { Attributes, MessageAttributes, MessageId } = message;
  const madeAt = {
    attribute: MessageAttributes?.[ORDER_STAMP_ATTRIBUTE]?.StringValue,
    key: object?.key,
    messageId: MessageId,
    sentAt: Number(Attributes?.SentTimestamp ?? 0),
  };
  const stamp = orderStamp(madeAt, parsed.value.type);
  if (isFromTheFuture(stamp, clock.now())) {
    return {
      kind: 'invalid',
      reason: `its order stamp ${stamp} is more than five minutes ahead of the clock`,
    };
  }
  const mayBeRepeat = Number(Attributes?.ApproximateReceiveCount ?? 1) > 1;
  return {
    kind: 'request',
    request: parsed.value,
    stamp,
    origin: { object, mayBeRepeat, readSince },
  };
}
