import { createHash } from 'node:crypto';
import { checkSize, parseDraft } from '../draft';
import { fifoIds, notOfThisQueueType, sequenceNumber, standardIds } from '../fifo';
import type { Draft } from '../message';
import { md5OfAttributes } from '../message-attributes';
import { optionalInteger, type Params, requiredString } from '../params';
import type { Queue } from '../queue';
import type { SqsAction } from '../sqs-action';

/** In seconds. */
const DELAY_RANGE = [0, 900] as const;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const sendMessage: SqsAction = (params, { queues }) => {
  const queue = queues.byUrl(requiredString(params, 'QueueUrl'));
  return sendOne(queue, params, parseDraft(params));
};

/** Sends one message and gives the digests that SDKs compare. */
export function sendOne(queue: Queue, params: Params, draft: Draft): object {
  const { fifo, MaximumMessageSize } = queue.settings;
  const ids = fifo ? fifoIds(fifo, params, draft.body) : standardIds(params);
  checkSize(draft, MaximumMessageSize);
  const delaySeconds = optionalInteger(params, 'DelaySeconds', DELAY_RANGE);
  if (fifo && delaySeconds) throw notOfThisQueueType('DelaySeconds', delaySeconds);
  const message = queue.send({ ...draft, ...ids }, fifo ? undefined : delaySeconds);
  return {
    MessageId: message.id,
    MD5OfMessageBody: createHash('md5').update(draft.body).digest('hex'),
    ...(draft.attributes.size > 0 ? { MD5OfMessageAttributes: md5OfAttributes(draft.attributes) } : {}),
    ...(fifo ? { SequenceNumber: sequenceNumber(message.sequence) } : {}),
  };
}
