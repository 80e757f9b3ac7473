import type { Message } from '@aws-sdk/client-sqs';
import type { S3Client } from '@aws-sdk/client-s3';
import {
  ORDER_STAMP_ATTRIBUTE,
  aheadOfClock,
  isFromTheFuture,
  orderStamp,
  parseRequest,
  readMessageBody,
  stampOfKey,
  type MessagePart,
  type Pointer,
} from '@widgets/widget-model';
import type { Clock, Log, ReadItem } from '@widgets/widget-pipeline';
import { fetchRequest } from '../fetch/fetch-request';
import type { NamedBuckets } from './named-buckets';
import { resolvePointer, type PointerPart } from './resolve-pointer';

/** A message, read: the items in it, and the request objects among those that we may touch. */
export type ReadMessage = { readonly items: readonly ReadItem[]; readonly objects: readonly Pointer[] };

export type MessageReader = {
  readonly s3: S3Client;
  readonly clock: Clock;
  readonly buckets: NamedBuckets;
  readonly log: Log;
};

/**
 * Reads what a message holds or points to; a message that asks for nothing has no items. Throws `CannotContinue` when a
 * pointer shows that no bucket was named.
 */
export async function readMessage(
  reader: MessageReader,
  message: Message,
  signal: AbortSignal,
): Promise<ReadMessage> {
  const { clock } = reader;
  const received = { message, clock, readSince: clock.monotonic() };
  const { parts } = readMessageBody(message.Body ?? '');
  const read = await Promise.all(parts.map((part) => readPart(reader, { part, ...received }, signal)));
  return {
    items: read.flatMap(({ item }) => item ?? []),
    objects: read.flatMap(({ object }) => object ?? []),
  };
}

/** A message, and when reading it began (`RequestOrigin`). */
type Received = { readonly message: Message; readonly clock: Clock; readonly readSince: number };

type ReadPart = { readonly item?: ReadItem; readonly object?: Pointer };

async function readPart(
  reader: MessageReader,
  { part, ...received }: Received & { part: MessagePart },
  signal: AbortSignal,
): Promise<ReadPart> {
  switch (part.kind) {
    case 'inline':
      return { item: requestItem(part.request, received) };
    case 'invalid':
      return { item: part };
    case 'nothing':
      reader.log.debug({ delivery: received.message.MessageId, reason: part.reason }, 'nothing to do');
      return {};
    case 'pointer':
    case 'bare-key':
      return readPointer(reader, { part, ...received }, signal);
  }
}

async function readPointer(
  { s3, buckets }: MessageReader,
  { part, ...received }: Received & { part: PointerPart },
  signal: AbortSignal,
): Promise<ReadPart> {
  const pointer = resolvePointer(part, buckets);
  if ('item' in pointer) return pointer;
  const fetched = await fetchRequest(s3, pointer, signal);
  switch (fetched.kind) {
    case 'bytes':
      return { item: requestItem(fetched.bytes, received, pointer), object: pointer };
    case 'gone':
      return { item: goneItem(part, pointer.key) };
    case 'too-large':
      return {
        item: { kind: 'invalid', reason: 'the request object is larger than 1 MiB' },
        object: pointer,
      };
    case 'forbidden':
      return { item: { kind: 'unavailable', reason: fetched.reason } };
  }
}

/** Any word of a bare key's characters looks like one; only a key like the producers' can have been an object. */
const goneItem = ({ kind }: PointerPart, key: string): ReadItem =>
  kind === 'bare-key' && stampOfKey(key) === undefined
    ? { kind: 'invalid', reason: `the message is the bare word ${key}, and there is no such object` }
    : { kind: 'finished', reason: `its request object ${key} is gone` };

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
    sequenceNumber: Attributes?.SequenceNumber,
    sentAt: Number(Attributes?.SentTimestamp ?? 0),
  };
  const stamp = orderStamp(madeAt, parsed.value.type);
  // A FIFO queue's stamps are sequence numbers: no clock made them.
  if (Attributes?.SequenceNumber === undefined && isFromTheFuture(stamp, clock.now())) {
    return { kind: 'invalid', reason: aheadOfClock(stamp) };
  }
  const mayBeRepeat = Number(Attributes?.ApproximateReceiveCount ?? 1) > 1;
  return {
    kind: 'request',
    request: parsed.value,
    stamp,
    origin: { object, mayBeRepeat, readSince, followsItsCreate: Attributes?.SequenceNumber !== undefined },
  };
}
