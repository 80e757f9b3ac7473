import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, type Message } from '@aws-sdk/client-sqs';
import { REFUSED_REASON_ATTRIBUTE, REJECTED_PREFIX } from '@widgets/request-channel';
import { queueUrlOf, REQUEST_BUCKET, type Cloud } from './cloud';
import { nameOf, type Step } from './scenario';

/** What a run left behind where its requests came from. */
export type Leftovers = {
  /** What should not be, a sentence each. */
  readonly problems: readonly string[];
  /** Objects of finished requests, left by a crash between the deletion of a message and that of its object. */
  readonly orphans: number;
};

export type JudgedQueue = {
  readonly queue: string;
  readonly deadLetters: string;
  /** Whether its messages point to objects. */
  readonly points: boolean;
};

/** The queue must be empty; what was refused must be among the dead letters with a reason, and its object where it was. */
export async function judgeQueue(
  cloud: Cloud,
  { queue, deadLetters, points }: JudgedQueue,
  steps: readonly Step[],
): Promise<Leftovers> {
  const dead = await receiveAll(cloud, deadLetters);
  const keys = new Set(await keysIn(cloud.s3));
  const refused = steps.filter(({ fate }) => fate === 'refused');
  const isStray = (message: Message): boolean => !refused.some((step) => isAbout(message, step));
  return {
    problems: [
      ...(cloud.local.queues()[queue]?.oldestAgeSeconds === null ? [] : [`queue ${queue} is not empty`]),
      ...refused
        .filter((step) => !dead.some((message) => isAbout(message, step)))
        .map((step) => `${nameOf(step)} is not among the dead letters`),
      ...dead.filter(isStray).map(({ Body = '' }) => `among the dead letters, though valid: ${Body}`),
      ...dead
        .filter((message) => !message.MessageAttributes?.[REFUSED_REASON_ATTRIBUTE]?.StringValue)
        .map(({ Body = '' }) => `a dead letter without a reason: ${Body}`),
      ...refused
        .filter(({ key }) => points && !keys.has(key))
        .map((step) => `the object of ${nameOf(step)} is gone, though its message is a dead letter`),
    ],
    orphans: steps.filter(({ fate, key }) => fate === 'applied' && keys.has(key)).length,
  };
}

/** The bucket must hold nothing but what was refused, under `rejected/`. */
export async function judgeBucket({ s3 }: Cloud, steps: readonly Step[]): Promise<Leftovers> {
  const keys = await keysIn(s3);
  const due = steps.filter(({ fate }) => fate === 'refused').map(({ key }) => REJECTED_PREFIX + key);
  return {
    problems: [
      ...due.filter((key) => !keys.includes(key)).map((key) => `${key} is not there`),
      ...keys.filter((key) => !due.includes(key)).map((key) => `${key} is still there`),
    ],
    orphans: 0,
  };
}

/** A pointer tells its key; an inline message is the request. */
const isAbout = ({ Body = '' }: Message, { key, bytes }: Step): boolean =>
  Body.includes(key) || Body === Buffer.from(bytes).toString();

async function receiveAll(cloud: Cloud, queue: string): Promise<Message[]> {
  const QueueUrl = await queueUrlOf(cloud, queue);
  const input = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'], VisibilityTimeout: 600 };
  const received: Message[] = [];
  for (;;) {
    const { Messages = [] } = await cloud.sqs.send(new ReceiveMessageCommand(input));
    if (Messages.length === 0) return received;
    received.push(...Messages);
  }
}

async function keysIn(s3: S3Client): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: REQUEST_BUCKET })) {
    keys.push(...Contents.map(({ Key = '' }) => Key));
  }
  return keys;
}
