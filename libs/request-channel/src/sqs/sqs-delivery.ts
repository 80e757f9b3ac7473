import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import { SQSServiceException } from '@aws-sdk/client-sqs';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Pointer, RequestType } from '@widgets/widget-model';
import type { Clock, Delivery, RetryWhen } from '@widgets/widget-pipeline';
import type { Batcher } from '../batcher';
import type { LeftBehind } from '../left-behind';
import { deleteObject, type ObjectDeletion } from '../fetch/delete-object';
import { mayHeal } from '../may-heal';
import { deleteMessage, type MessageDeletion } from './delete-message';
import type { LeaseKeeper } from './lease-keeper';
import type { MessageLife } from './message-life';
import type { NamedBuckets } from './named-buckets';
import type { Setbacks } from './setbacks';
import type { WaitingMessage, WaitingRoom } from './waiting-room';
import { readMessage } from './read-message';
import { sendToDeadLetters, type Refused } from './refusals';
import type { Visibility } from './visibility-changer';

/** What the deliveries of one source share. */
export type DeliveryParts = MessageDeletion &
  ObjectDeletion & {
    readonly sqs: SQSClient;
    readonly s3: S3Client;
    readonly buckets: NamedBuckets;
    readonly deadLetterQueueUrl: string | undefined;
    readonly leaseSeconds: number;
    readonly waiting: WaitingRoom;
    readonly setbacks: Setbacks;
    readonly clock: Clock;
    readonly leases: LeaseKeeper;
    readonly visibility: Batcher<Visibility>;
    readonly leftBehind: LeftBehind;
  };

const LONGEST_DELAY_SECONDS = 15 * 60;

/** A message in hand. Once its lease is lost, nothing is called for it any more: somebody else may hold it. */
export function createSqsDelivery(parts: DeliveryParts, message: Message, life: MessageLife): Delivery {
  const received = receivedMessage(message);
  const { id } = received;
  const mayWait = parts.waiting.admits(received);
  parts.setbacks.receive(id);
  let objects: readonly Pointer[] = [];
  let type: RequestType | undefined;

  return {
    id,
    ...sentTime(message),
    canWait: () => Promise.resolve(mayWait),
    leaseLost: life.leaseLost,

    async read() {
      life.move('reading');
      const read = await readMessage(parts, message, life.leaseLost);
      objects = read.objects;
      type = read.items.flatMap((item) => (item.kind === 'request' ? item.request.type : []))[0];
      parts.leftBehind.noteRead(id, read.items);
      life.move('deciding');
      return read.items;
    },

    /** Message first, then objects: a crash between the two leaves an object too many, never a message too few. */
    async acknowledge() {
      if (!life.move('acknowledging')) return;
      if (!(await deleteMessage(parts, life, id))) return;
      parts.setbacks.forget(id);
      await Promise.all(objects.map((object) => deleteObject(parts, object)));
    },

    async refuse(reason) {
      if (!life.move('refusing')) return;
      if (await copied(parts, { message, reason, type, life })) {
        if (life.move('acknowledging')) await deleteMessage(parts, life, id);
        return;
      }
      parts.leftBehind.noteRefused(id);
      await giveBack(parts, { life, when: 'later', received });
    },

    release: (when) => giveBack(parts, { life, when, received }),
  };
}

function sentTime({ Attributes }: Message): Pick<Delivery, 'sentAt'> {
  const { SentTimestamp } = Attributes ?? {};
  return SentTimestamp === undefined ? {} : { sentAt: Number(SentTimestamp) };
}

type Return = {
  readonly life: MessageLife;
  readonly when: 'now' | RetryWhen;
  readonly received: WaitingMessage;
};

/** Makes a message visible to all again, now or after a time. */
async function giveBack(parts: DeliveryParts, { life, when, received }: Return): Promise<void> {
  const { leases, visibility, leftBehind, clock } = parts;
  const { id, handle } = received;
  if (!life.move('releasing')) return leftBehind.forget(id);
  try {
    await leases.untilQuiet(handle);
    const seconds = hiddenSeconds(parts, when, received);
    const until = clock.monotonic() + seconds * 1000;
    await visibility.add({ handle, seconds });
    leftBehind.noteHidden(id, until);
  } catch (error) {
    leftBehind.forget(id);
    throw error;
  } finally {
    life.move('done');
  }
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

type Refusal = Refused & { readonly life: MessageLife };

/** Whether the dead letters took a copy. What fails leaves the message to its lease: renewed on, it would never come again. */
async function copied(
  { sqs, deadLetterQueueUrl, log }: DeliveryParts,
  { life, ...refused }: Refusal,
): Promise<boolean> {
  const fields = { delivery: refused.message.MessageId, reason: refused.reason };
  if (deadLetterQueueUrl === undefined) {
    log.warn(fields, 'there is no dead-letter queue: the refused message stays in the queue');
    return false;
  }
  try {
    await sendToDeadLetters(sqs, deadLetterQueueUrl, refused);
    return true;
  } catch (error) {
    if (error instanceof SQSServiceException && !mayHeal(error)) {
      log.warn(
        { ...fields, failure: error.message },
        'the dead-letter queue did not take the refused message',
      );
      return false;
    }
    life.move('done');
    throw error;
  }
}
