import {
  SendMessageCommand,
  type Message,
  type MessageAttributeValue,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { ORDER_STAMP_ATTRIBUTE, type RequestType } from '@widgets/widget-model';
import { carriedStamp } from '../dead-letters/carried-stamp';
import { fifoIds, isFifoQueue, type FifoIds } from '../fifo-queue';

/** The message attribute (String) that tells why a message is in the dead-letter queue. */
export const REFUSED_REASON_ATTRIBUTE = 'WidgetRefusedReason';

/** SQS takes no more attributes on one message. */
const MAX_ATTRIBUTES = 10;
const MAX_REASON_LENGTH = 1000;

/** In a FIFO queue a copy keeps its group, and counts once, however often it is sent. */
function copyIds(deadLetterQueueUrl: string, { Attributes, MessageId = '' }: Message): Partial<FifoIds> {
  if (!isFifoQueue(deadLetterQueueUrl)) return {};
  return fifoIds(Attributes?.MessageGroupId ?? MessageId, MessageId);
}

/** A refused message, why it is, and the type of the request that it points to, when that is known. */
export type Refused = {
  readonly message: Message;
  readonly reason: string;
  readonly type: RequestType | undefined;
};

/**
 * Sends a copy of a refused message, attributes and all, to the dead-letter queue, with the reason. The copy has a time and
 * an id of its own: a stamp that came from those goes along as an attribute, so that the request keeps its place when the
 * letter is sent back.
 */
export async function sendToDeadLetters(
  sqs: SQSClient,
  deadLetterQueueUrl: string,
  { message, reason, type }: Refused,
): Promise<void> {
  const stamp = isFifoQueue(deadLetterQueueUrl) ? undefined : carriedStamp(message, type);
  const input = {
    QueueUrl: deadLetterQueueUrl,
    MessageBody: message.Body,
    ...copyIds(deadLetterQueueUrl, message),
    MessageAttributes: withOwn(message.MessageAttributes ?? {}, {
      [REFUSED_REASON_ATTRIBUTE]: stringAttribute(printable(reason)),
      ...(stamp === undefined ? {} : { [ORDER_STAMP_ATTRIBUTE]: stringAttribute(stamp) }),
    }),
  };
  await sqs.send(new SendMessageCommand(input));
}

type Attributes = Record<string, MessageAttributeValue>;

const stringAttribute = (text: string): MessageAttributeValue => ({ DataType: 'String', StringValue: text });

/** With too many attributes the last ones make room; a stamp is never one of them. */
function withOwn(attributes: Attributes, own: Attributes): Attributes {
  const isStamp = ([name]: [string, unknown]): number => Number(name === ORDER_STAMP_ATTRIBUTE);
  const kept = Object.entries(attributes)
    .sort((a, b) => isStamp(b) - isStamp(a))
    .slice(0, MAX_ATTRIBUTES - Object.keys(own).length);
  return { ...Object.fromEntries(kept), ...own };
}

/** Only what SQS accepts in an attribute: no control characters, no half characters. */
const printable = (reason: string): string =>
  reason
    .slice(0, MAX_REASON_LENGTH)
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, ' ');
