import {
  ReceiveMessageCommand,
  SQSServiceException,
  type Message,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Clock, Log, Sleep } from '@widgets/widget-pipeline';
import { MAX_BATCH_ENTRIES } from '../sqs/call-batch';
import { deleteMessage } from '../sqs/delete-message';
import { keepLeases, renewLease, showAtOnce } from '../sqs/lease-calls';
import { createLeaseKeeper } from '../sqs/lease-keeper';
import { createMessageDeleter } from '../sqs/message-deleter';
import type { MessageLife } from '../sqs/message-life';
import { createVisibilityChanger } from '../sqs/visibility-changer';
import { letterOf, type DeadLetterSource, type Letter } from './letter';

/** A letter that nobody else sees for now. */
export type HeldLetter = Letter & {
  readonly life: MessageLife;
};

export type HeldLettersOptions = {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly sources: readonly DeadLetterSource[];
  /** How long one receive waits for letters; on AWS anything above 0 asks all of the queue's servers. */
  readonly waitSeconds: number;
  /** How long a letter stays hidden when the program dies; it is renewed while the program lives. */
  readonly leaseSeconds: number;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly log: Log;
  /** Aborted when stopping has taken too long: deletions that fail are not tried again. */
  readonly giveUp: AbortSignal;
};

/** Letters in hand, hidden from others until they are given back. */
export type HeldLetters = {
  /** Takes some more into hand; `full` when SQS hands out no more before some are given back. */
  receive(): Promise<readonly HeldLetter[] | 'full'>;
  /** Deletes a letter, through outages for as long as its lease holds; false when that is lost first. */
  remove(letter: HeldLetter): Promise<boolean>;
  readonly size: number;
  /** Makes all letters in hand visible again. */
  giveBack(): Promise<void>;
  /** Gives all back, and renews nothing any more. */
  close(): Promise<void>;
};

const TICKS_PER_LEASE = 10;

export function createHeldLetters(options: HeldLettersOptions): HeldLetters {
  const { sqs, queueUrl, leaseSeconds, clock, sleep, log, giveUp } = options;
  const visibility = createVisibilityChanger(sqs, queueUrl, sleep);
  const leases = createLeaseKeeper({
    leaseSeconds,
    clock,
    renew: (handle) => renewLease(visibility, { handle, seconds: leaseSeconds }),
  });
  const deletion = {
    ...options,
    abandoned: giveUp,
    messages: createMessageDeleter({ sqs, queueUrl, sleep }),
  };
  const held = new Set<MessageLife>();
  const timer = setInterval(() => void keepLeases(leases, log), (leaseSeconds * 1000) / TICKS_PER_LEASE);
  const giveBack = async (): Promise<void> => {
    held.clear();
    await showAtOnce({ visibility, leases }, leases.loseAll());
  };

  return {
    async receive() {
      const asked = leases.moment();
      const messages = await receiveSome(options);
      if (messages === 'full') return messages;
      return messages.map((message): HeldLetter => {
        const life = leases.hold(message.ReceiptHandle ?? '', asked);
        held.add(life);
        return { ...letterOf(message, options.sources), life };
      });
    },
    async remove({ id, life }) {
      return goOut(life) && (await deleteMessage(deletion, life, id)) && held.delete(life);
    },
    get size() {
      return held.size;
    },
    giveBack,
    async close() {
      clearInterval(timer);
      await giveBack();
    },
  };
}

/** Walks a letter's life up to its deletion; false when its lease is lost. */
const goOut = (life: MessageLife): boolean =>
  life.move('reading') && life.move('deciding') && life.move('acknowledging');

async function receiveSome({
  sqs,
  queueUrl,
  waitSeconds,
  leaseSeconds,
}: HeldLettersOptions): Promise<readonly Message[] | 'full'> {
  try {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: MAX_BATCH_ENTRIES,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: leaseSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      }),
    );
    return Messages;
  } catch (error) {
    if (error instanceof SQSServiceException && error.name === 'OverLimit') return 'full';
    throw error;
  }
}
