import { createHash } from 'node:crypto';
import { invalidParameter } from '../errors';
import type { Message, ReceivedMessage } from '../message';
import { formatAttributes, md5OfAttributes, selectAttributes } from '../message-attributes';
import { optionalInteger, type Params, requiredString, stringList } from '../params';
import { sequenceNumber } from '../fifo';
import { ACCOUNT_ID } from '../queues';
import type { SqsAction } from '../sqs-action';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const receiveMessage: SqsAction = async (params, { queues, hangUp }) => {
  const queue = queues.byUrl(requiredString(params, 'QueueUrl'));
  const request = {
    maxMessages: optionalInteger(params, 'MaxNumberOfMessages', [1, 10]) ?? 1,
    visibilitySeconds: optionalInteger(params, 'VisibilityTimeout', [0, 43_200]),
    waitSeconds:
      optionalInteger(params, 'WaitTimeSeconds', [0, 20]) ?? queue.settings.ReceiveMessageWaitTimeSeconds,
  };
  const wanted = wantedAttributes(params);
  const received = await queue.receive(request, hangUp);
  const isFifo = queue.settings.fifo !== undefined;
  return received.length > 0 ? { Messages: received.map((each) => format(each, wanted, isFifo)) } : {};
};

type Wanted = { system: string[]; own: string[] };

/** `AttributeNames` is the older name of `MessageSystemAttributeNames`; both are read. */
function wantedAttributes(params: Params): Wanted {
  const system = [
    ...stringList(params, 'AttributeNames'),
    ...stringList(params, 'MessageSystemAttributeNames'),
  ];
  const unknown = system.find((name) => name !== 'All' && !SYSTEM_ATTRIBUTES.has(name));
  if (unknown !== undefined)
    throw invalidParameter('MessageSystemAttributeNames', unknown, 'Unknown attribute.');
  return { system, own: stringList(params, 'MessageAttributeNames') };
}

const SYSTEM_ATTRIBUTES = new Set([
  'AWSTraceHeader',
  'ApproximateFirstReceiveTimestamp',
  'ApproximateReceiveCount',
  'DeadLetterQueueSourceArn',
  'MessageDeduplicationId',
  'MessageGroupId',
  'SenderId',
  'SentTimestamp',
  'SequenceNumber',
]);

function format({ message, receiptHandle }: ReceivedMessage, wanted: Wanted, isFifo: boolean): object {
  const system = systemAttributes(message, isFifo).filter(
    ([name]) => wanted.system.includes('All') || wanted.system.includes(name),
  );
  const own = selectAttributes(message.attributes, wanted.own);
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle,
    MD5OfBody: createHash('md5').update(message.body).digest('hex'),
    Body: message.body,
    ...(system.length > 0 ? { Attributes: Object.fromEntries(system) } : {}),
    ...(own.size > 0
      ? { MessageAttributes: formatAttributes(own), MD5OfMessageAttributes: md5OfAttributes(own) }
      : {}),
  };
}

/** The receive count is over all queues the message was in, as the API reference says. */
function systemAttributes(message: Readonly<Message>, isFifo: boolean): [name: string, value: string][] {
  const attributes: [string, string][] = [
    ['SenderId', ACCOUNT_ID],
    ['SentTimestamp', String(message.sentAtMs)],
    ['ApproximateReceiveCount', String(message.receivedElsewhere + message.receiveCount)],
    ['ApproximateFirstReceiveTimestamp', String(message.firstReceivedAtMs)],
  ];
  const { deadLetterSourceArn, groupId, deduplicationId } = message;
  if (deadLetterSourceArn !== undefined) attributes.push(['DeadLetterQueueSourceArn', deadLetterSourceArn]);
  if (groupId !== undefined) attributes.push(['MessageGroupId', groupId]);
  if (deduplicationId !== undefined) attributes.push(['MessageDeduplicationId', deduplicationId]);
  if (isFifo) attributes.push(['SequenceNumber', sequenceNumber(message.sequence)]);
  return attributes;
}
