import {
  QueueDoesNotExist,
  ReceiveMessageCommand,
  type Message,
  type MessageSystemAttributeName,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { S3Client } from '@aws-sdk/client-s3';
import {
  CannotContinue,
  type Clock,
  type Delivery,
  type Log,
  type RequestSource,
  type Sleep,
} from '@widgets/widget-pipeline';
import { createObjectDeleter } from '../fetch/object-deleter';
import { createLeftBehind } from '../left-behind';
import { MAX_BATCH_ENTRIES } from './call-batch';
import type { HiddenMessage } from './hidden-messages';
import { keepLeases, renewLease, showAtOnce } from './lease-calls';
import { createLeaseKeeper } from './lease-keeper';
import { createMessageDeleter } from './message-deleter';
import { createNamedBuckets } from './named-buckets';
import { queueDepth } from './queue-depth';
import { createSetbacks } from './setbacks';
import { createSqsDelivery, type DeliveryParts } from './sqs-delivery';
import { createVisibilityChanger } from './visibility-changer';
import { createWaitingRoom } from './waiting-room';

export type SqsSourceOptions = {
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  readonly queueUrl: string;
  /** The only buckets that a pointer may name. */
  readonly requestBuckets: readonly string[];
  readonly deadLetterQueueUrl: string | undefined;
  /** How long one receive waits for messages. */
  readonly waitSeconds: number;
  /** How long a message in hand is hidden from others; renewed while it is worked on. */
  readonly leaseSeconds: number;
  /** How often a request whose widget is missing is given back before it is warned about. */
  readonly missingWidgetRetries: number;
  /** The queue's own lease: another consumer may have it, and may have died with a create in hand. */
  readonly queueLeaseSeconds: number;
  /** After so many receives the queue's redrive policy takes a message away; never when left out. */
  readonly maxReceiveCount?: number | undefined;
  readonly log: Log;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** From 0 up to 1. */
  readonly random: () => number;
};

/** The last two are those of FIFO queues. */
const SYSTEM_ATTRIBUTES: MessageSystemAttributeName[] = [
  'ApproximateReceiveCount',
  'ApproximateFirstReceiveTimestamp',
  'SentTimestamp',
  'SequenceNumber',
  'MessageGroupId',
];
const TICKS_PER_LEASE = 10;
/** After a receive that found nothing and did not wait for it. */
const PAUSE_MS = 100;
/** The last receives before the redrive policy takes a message away are no waits: one decides, one is to spare. */
const RECEIVES_TO_SPARE = 2;

/** The requests of a queue: pointers are followed to their buckets, inline ones are read as they are. */
export function createSqsSource(options: SqsSourceOptions): RequestSource {
  const { queueUrl, leaseSeconds } = options;
  const abandoned = new AbortController();
  const parts = { ...options, ...sharedParts(options, abandoned.signal) };
  const { visibility, leases, messages, objects, waiting, setbacks } = parts;
  const timer = setInterval(
    () => void keepLeases(leases, options.log),
    (leaseSeconds * 1000) / TICKS_PER_LEASE,
  );

  return {
    perReceive: MAX_BATCH_ENTRIES,
    receive: (limit) => unlessGone(queueUrl, () => receive(parts, limit)),
    isDrained: () => unlessGone(queueUrl, () => isDrained(parts)),
    async abandon() {
      abandoned.abort();
      await showAtOnce(parts, leases.loseAll());
    },
    async close() {
      clearInterval(timer);
      const unfinished = [...waiting.callIn(), ...setbacks.hidden()];
      await Promise.all([showAtOnce(parts, handlesOf(unfinished)), messages.flush(), visibility.flush()]);
      await objects.flush();
    },
  };
}

function sharedParts(options: SqsSourceOptions, abandoned: AbortSignal): DeliveryParts {
  const { sqs, s3, queueUrl, leaseSeconds, clock, sleep, random } = options;
  const visibility = createVisibilityChanger(sqs, queueUrl, sleep);
  const leases = createLeaseKeeper({
    leaseSeconds,
    clock,
    renew: (handle) => renewLease(visibility, { handle, seconds: leaseSeconds }),
  });
  return {
    ...options,
    abandoned,
    buckets: createNamedBuckets(options.requestBuckets),
    visibility,
    leases,
    messages: createMessageDeleter({ sqs, queueUrl, sleep }),
    objects: createObjectDeleter(s3),
    leftBehind: createLeftBehind(),
    waiting: createWaitingRoom({
      retries: options.missingWidgetRetries,
      leaseSeconds: Math.max(leaseSeconds, options.queueLeaseSeconds),
      mostReceives: (options.maxReceiveCount ?? Infinity) - RECEIVES_TO_SPARE,
      clock,
    }),
    setbacks: createSetbacks({ leaseSeconds, monotonic: () => clock.monotonic(), random }),
  };
}

type Receiving = DeliveryParts & SqsSourceOptions;

async function receive(parts: Receiving, limit: number): Promise<Delivery[]> {
  const asked = parts.leases.moment();
  const { Messages = [] } = await parts.sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: parts.queueUrl,
      MaxNumberOfMessages: Math.min(limit, MAX_BATCH_ENTRIES),
      WaitTimeSeconds: parts.waitSeconds,
      VisibilityTimeout: parts.leaseSeconds,
      MessageSystemAttributeNames: SYSTEM_ATTRIBUTES,
      MessageAttributeNames: ['All'],
    }),
    { abortSignal: parts.abandoned },
  );
  if (Messages.length === 0 && parts.waitSeconds === 0) await parts.sleep(PAUSE_MS);
  return Messages.map((message: Message) => {
    const life = parts.leases.hold(message.ReceiptHandle ?? '', asked);
    return createSqsDelivery(parts, message, life);
  });
}

/** Messages that wait for widgets, and nothing else is left that could make one: they come in for their last try. */
async function isDrained(parts: Receiving): Promise<boolean> {
  const { sqs, queueUrl, leftBehind, waiting, clock } = parts;
  leftBehind.forgetShown(clock.monotonic());
  const depth = await queueDepth(sqs, queueUrl);
  if (depth > leftBehind.size + waiting.size) return false;
  const calledIn = waiting.callIn();
  await showAtOnce(parts, handlesOf(calledIn));
  if (calledIn.length > 0) return false;
  leftBehind.throwIfUnread();
  return true;
}

async function unlessGone<T>(queueUrl: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    throw new CannotContinue(`The queue ${queueUrl} is gone, with the messages in it.`, { cause: error });
  }
}

const handlesOf = (messages: readonly HiddenMessage[]): string[] => messages.map(({ handle }) => handle);
