import type { Message } from '@aws-sdk/client-sqs';
import {
  ORDER_STAMP_ATTRIBUTE,
  orderStamp,
  parseRequest,
  readMessageBody,
  stampOfKey,
  type MessagePart,
  type OrderStamp,
  type RequestType,
} from '@widgets/widget-model';

/** A part of a message that asks for one request. */
type RequestPart = Extract<MessagePart, { kind: 'inline' | 'pointer' | 'bare-key' }>;

/**
 * The part of a message whose order is told by nothing but the message's own time and id, which a copy of it loses:
 * a request of its own, or a pointer whose key gives no stamp. Undefined when an attribute or the key tells the order,
 * and for a message of several requests, which one attribute cannot stamp.
 */
export function partWithoutStamp({ Body = '', MessageAttributes }: Message): RequestPart | undefined {
  if (MessageAttributes?.[ORDER_STAMP_ATTRIBUTE]?.StringValue) return undefined;
  const [part, ...others] = readMessageBody(Body).parts;
  if (part === undefined || others.length > 0) return undefined;
  switch (part.kind) {
    case 'inline':
      return part;
    case 'pointer':
      return stampOfKey(part.pointer.key) === undefined ? part : undefined;
    case 'bare-key':
      return stampOfKey(part.key) === undefined ? part : undefined;
    case 'nothing':
    case 'invalid':
      return undefined;
  }
}

/**
 * The stamp that a copy of a message has to carry as an attribute so that its request keeps its place; undefined when it
 * needs none.
 *
 * @param typeInObject the type of the request that it points to, when that is known
 */
export function carriedStamp(message: Message, typeInObject?: RequestType): OrderStamp | undefined {
  const part = partWithoutStamp(message);
  if (part === undefined) return undefined;
  const type = (part.kind === 'inline' ? typeOf(part.request) : typeInObject) ?? 'create';
  const { MessageId: messageId, Attributes } = message;
  return orderStamp({ messageId, sentAt: Number(Attributes?.SentTimestamp ?? 0) }, type);
}

/** The type that a request tells, `undefined` when it breaks a rule. */
export function typeOf(request: string | Uint8Array): RequestType | undefined {
  const parsed = parseRequest(request);
  return parsed.ok ? parsed.value.type : undefined;
}
