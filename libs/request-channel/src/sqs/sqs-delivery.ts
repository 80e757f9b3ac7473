import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import { SQSServiceException } from '@aws-sdk/client-sqs';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Pointer } from '@widgets/widget-model';
import type { Clock, Delivery, Log, RetryWhen } from '@widgets/widget-pipeline';
import type { Batcher } from '../batcher';
import type { LeftBehind } from '../left-behind';
import type { LeaseKeeper } from './lease-keeper';
import type { NamedBuckets } from './named-buckets';
import type { Setbacks } from './setbacks';
import type { WaitingMessage, WaitingRoom } from './waiting-room';
import { readMessage } from './read-message';
import { sendToDeadLetters } from './refusals';
import type { Visibility } from './visibility-changer';

/** What the deliveries of one source share. */
export type DeliveryParts = {
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly buckets: NamedBuckets;
  readonly deadLetterQueueUrl: string | undefined;
  readonly leaseSeconds: number;
  readonly waiting: WaitingRoom;
  readonly setbacks: Setbacks;
  readonly clock: Clock;
  readonly log: Log;
  readonly leases: LeaseKeeper;
  readonly visibility: Batcher<Visibility>;
  readonly messages: Batcher<string>;
  readonly objects: Batcher<Pointer>;
  readonly leftBehind: LeftBehind;
};

const LONGEST_DELAY_SECONDS = 15 * 60;

/** A message in hand. Once its lease is lost, nothing is called for it any more: somebody else may hold it. */
export function createSqsDelivery(parts: DeliveryParts, message: Message, leaseLost: AbortSignal): Delivery {
  const received = receivedMessage(message);
  const { id, handle } = received;
  const mayWait = parts.waiting.admits(received);
  parts.setbacks.receive(id);
  let objects: readonly Pointer[] = [];

  const release: Delivery['release'] = async (when) => {
    if (leaseLost.aborted) return;
    parts.leases.drop(handle);
    await parts.visibility.add({ handle, seconds: hiddenSeconds(parts, when, received) });
  };

  /** Renewed on, a message that could not be refused would never come again. */
  const copied = async (reason: string): Promise<boolean> => {
    try {
      return await copiedToDeadLetters(parts, message, reason);
    } catch (error) {
      parts.leases.drop(handle);
      throw error;
    }
  };

  return {
    id,
    canWait: () => Promise.resolve(mayWait),
    leaseLost,
    release,

    async read() {
      const read = await readMessage(parts, message, leaseLost);
      objects = read.objects;
      parts.leftBehind.noteRead(id, read.items);
      return read.items;
    },

    /** Message first, then objects: a crash between the two leaves an object too many, never a message too few. */
    async acknowledge() {
      if (leaseLost.aborted) return;
      await parts.messages.add(handle);
      parts.setbacks.forget(id);
      await Promise.all(objects.map((object) => deleteObject(parts, object)));
    },

    async refuse(reason) {
      if (leaseLost.aborted) return;
      if (await copied(reason)) return parts.messages.add(handle);
      parts.leftBehind.noteRefused(id);
      await release('later');
    },
  };
}

function receivedMessage({
  MessageId: id = '',
  ReceiptHandle: handle = '',
  Attributes,
}: Message): WaitingMessage {
  return {
    ...{ id, handle },
    receiveCount: Number(Attributes?.ApproximateReceiveCount ?? 1),
    firstReceivedAt: Number(Attributes?.ApproximateFirstReceiveTimestamp ?? 0),
  };
}

/** For how long a message that is given back is hidden from all consumers. */
function hiddenSeconds(parts: DeliveryParts, when: 'now' | RetryWhen, message: WaitingMessage): number {
  switch (when) {
    case 'now':
      return 0;
    case 'soon':
      return parts.setbacks.note(message);
    case 'later':
      return growingDelay(parts.leaseSeconds, message.receiveCount);
    case 'for-widget':
      return parts.waiting.enter(message);
  }
}

/** Doubles with every receive, from one lease to 15 minutes. */
export function growingDelay(leaseSeconds: number, receiveCount: number): number {
  return Math.min(leaseSeconds * 2 ** (Math.min(receiveCount, 32) - 1), LONGEST_DELAY_SECONDS);
}

async function deleteObject({ objects, log }: DeliveryParts, object: Pointer): Promise<void> {
  try {
    await objects.add(object);
  } catch (error) {
    log.warn(
      { ...object, reason: String(error) },
      'the request is done, but its object could not be deleted',
    );
  }
}

async function copiedToDeadLetters(
  { sqs, deadLetterQueueUrl, log }: DeliveryParts,
  message: Message,
  reason: string,
): Promise<boolean> {
  const fields = { delivery: message.MessageId, reason };
  if (deadLetterQueueUrl === undefined) {
    log.warn(fields, 'there is no dead-letter queue: the refused message stays in the queue');
    return false;
  }
  try {
    await sendToDeadLetters(sqs, deadLetterQueueUrl, { message, reason });
    return true;
  } catch (error) {
    if (!(error instanceof SQSServiceException)) throw error;
    log.warn({ ...fields, failure: error.message }, 'the dead-letter queue did not take the refused message');
    return false;
  }
}
