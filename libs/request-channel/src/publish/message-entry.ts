import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import {
  isBareKey,
  ORDER_STAMP_ATTRIBUTE,
  PAYLOAD_SIZE_ATTRIBUTE,
  pointerBody,
  stampOfKey,
  type MessageFormat,
  type OrderStamp,
} from '@widgets/widget-model';
import { CannotBeSent } from '../errors';
import { fifoIds, isFifoQueue, type FifoIds } from '../fifo-queue';

/** A request on its way out. */
export type OutgoingRequest = {
  /** The request as it is stored or sent. */
  readonly bytes: Uint8Array;
  /** Its key in the request bucket. */
  readonly key: string;
  /** Its stamp, sent along when the key does not tell it. */
  readonly stamp: OrderStamp;
  /** Requests of one lane are never on the way together: the widget's id. */
  readonly lane: string;
};

/** One message of a batch, but for its id. */
export type MessageEntry = {
  readonly MessageBody: string;
  readonly MessageAttributes: Record<string, MessageAttributeValue>;
} & Partial<FifoIds>;

/** Where a request's object is, what the message that points to it looks like, and the name or URL of its queue. */
export type Pointing = {
  readonly bucket: string;
  readonly format: Exclude<MessageFormat, 'inline'>;
  readonly queue: string;
};

/** A message that points to the request's object. Throws `CannotBeSent` for a key that cannot stand alone but has to. */
export const pointerEntry = (request: OutgoingRequest, pointing: Pointing): MessageEntry =>
  objectEntry({ ...request, size: request.bytes.length }, pointing);

/** An object that is stored already. */
export type StoredRequest = Pick<OutgoingRequest, 'key' | 'stamp' | 'lane'> & {
  /** In bytes. */
  readonly size: number;
};

/** The same for an object that is there. Throws `CannotBeSent` as well. */
export function objectEntry(
  { size, key, stamp, lane }: StoredRequest,
  { bucket, format, queue }: Pointing,
): MessageEntry {
  if (format === 'key' && !isBareKey(key)) {
    throw new CannotBeSent(`no consumer would know the key ${key} for one: choose another message format`);
  }
  const payloadSize = { DataType: 'Number', StringValue: String(size) };
  return {
    MessageBody: pointerBody(format, { bucket, key }),
    MessageAttributes: {
      ...(format === 'extended' ? { [PAYLOAD_SIZE_ATTRIBUTE]: payloadSize } : {}),
      ...(stampOfKey(key) === undefined ? stampAttribute(stamp) : {}),
    },
    ...(isFifoQueue(queue) ? fifoIds(lane, key) : {}),
  };
}

/** A message that is the request, for a queue by name or URL. Throws `CannotBeSent` when its bytes are no text. */
export function inlineEntry({ bytes, stamp, lane }: OutgoingRequest, queue: string): MessageEntry {
  return {
    MessageBody: textOf(bytes),
    MessageAttributes: stampAttribute(stamp),
    ...(isFifoQueue(queue) ? fifoIds(lane, stamp) : {}),
  };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CannotBeSent('a request that is not UTF-8 cannot be a message', { cause });
  }
}

/** What an entry counts towards SQS's limits: the bytes of its body and of its attributes' names, types and values. */
export function entryBytes({ MessageBody, MessageAttributes }: MessageEntry): number {
  const attributes = Object.entries(MessageAttributes).flatMap(
    ([name, { DataType = '', StringValue = '', BinaryValue = '' }]) => [
      name,
      DataType,
      StringValue,
      BinaryValue,
    ],
  );
  return [MessageBody, ...attributes].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

const stampAttribute = (stamp: OrderStamp): Record<string, MessageAttributeValue> => ({
  [ORDER_STAMP_ATTRIBUTE]: { DataType: 'String', StringValue: stamp },
});
