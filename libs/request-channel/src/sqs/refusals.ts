import {
  SendMessageCommand,
  type Message,
  type MessageAttributeValue,
  type SQSClient,
} from '@aws-sdk/client-sqs';
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

/** Sends a copy of a refused message, attributes and all, to the dead-letter queue, with the reason. */
export async function sendToDeadLetters(
  sqs: SQSClient,
  deadLetterQueueUrl: string,
  { message, reason }: { message: Message; reason: string },
): Promise<void> {
  const attributes = Object.entries(message.MessageAttributes ?? {}).slice(0, MAX_ATTRIBUTES - 1);
  const input = {
    QueueUrl: deadLetterQueueUrl,
    MessageBody: message.Body,
    ...copyIds(deadLetterQueueUrl, message),
    MessageAttributes: {
      ...Object.fromEntries(attributes),
      [REFUSED_REASON_ATTRIBUTE]: { DataType: 'String', StringValue: printable(reason) },
    } satisfies Record<string, MessageAttributeValue>,
  };
  await sqs.send(new SendMessageCommand(input));
}

/** Only what SQS accepts in an attribute: no control characters, no half characters. */
const printable = (reason: string): string =>
  reason
    .slice(0, MAX_REASON_LENGTH)
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, ' ');
