import type { QueueResource } from '@widgets/local-cloud-server';
import { createPublisher, type Destination } from '@widgets/request-channel';
import { setTimeout as sleep } from 'node:timers/promises';
import { queueUrlOf, REQUEST_BUCKET, type Cloud } from './cloud';
import { judgeBucket, judgeQueue, type Leftovers } from './leftovers';
import type { Step } from './scenario';

export const SOURCES = ['queue', 'bucket', 'fifo'] as const;
export type SourceName = (typeof SOURCES)[number];

/** Where a consumer gets requests from, and how to tell afterwards that none was lost there. */
export type Source = {
  readonly queues: readonly QueueResource[];
  /** The consumer's options for it. */
  readonly args: readonly string[];
  fill(cloud: Cloud, steps: readonly Step[]): Promise<void>;
  judge(cloud: Cloud, steps: readonly Step[]): Promise<Leftovers>;
};

/** So long a killed consumer's messages stay hidden; the shortest there is. */
const LEASE_SECONDS = '1';
/** Two polls in vain must take longer than a second delivery may be late, which is a second. */
const WAIT_SECONDS = '1';

const queuesOf = (...names: string[]): QueueResource[] =>
  names.map((name) => ({ name, attributes: { VisibilityTimeout: LEASE_SECONDS } }));
const argsOf = (queue: string, deadLetters: string): string[] => [
  ...['-rq', queue, '--dead-letter-queue', deadLetters, '-qwt', WAIT_SECONDS],
  ...['-qvt', LEASE_SECONDS],
];

export const sources: Readonly<Record<SourceName, Source>> = {
  queue: {
    queues: queuesOf('requests', 'refused'),
    args: [...argsOf('requests', 'refused'), '-rb', REQUEST_BUCKET],
    async fill(cloud, steps) {
      const queueUrl = await queueUrlOf(cloud, 'requests');
      await publish(cloud, { kind: 'pointers', bucket: REQUEST_BUCKET, queueUrl, format: 'json' }, [
        ...steps,
        ...steps.filter(({ twice }) => twice),
      ]);
    },
    judge: (cloud, steps) =>
      judgeQueue(cloud, { queue: 'requests', deadLetters: 'refused', points: true }, steps),
  },
  bucket: {
    queues: [],
    args: ['-rb', REQUEST_BUCKET],
    fill: (cloud, steps) => publish(cloud, { kind: 'bucket', bucket: REQUEST_BUCKET }, steps),
    judge: judgeBucket,
  },
  /** Inline: a create that comes again after its delete finds no object to tell it so; a FIFO queue keeps it in its place. */
  fifo: {
    queues: queuesOf('requests.fifo', 'refused.fifo'),
    args: argsOf('requests.fifo', 'refused.fifo'),
    fill: async (cloud, steps) =>
      publish(cloud, { kind: 'inline', queueUrl: await queueUrlOf(cloud, 'requests.fifo') }, steps),
    judge: (cloud, steps) =>
      judgeQueue(cloud, { queue: 'requests.fifo', deadLetters: 'refused.fifo', points: false }, steps),
  },
};

async function publish({ s3, sqs }: Cloud, destination: Destination, steps: readonly Step[]): Promise<void> {
  const publisher = createPublisher({ s3, sqs, destination, sleep: (ms) => sleep(ms) });
  await Promise.all(steps.map((step) => publisher.publish(step)));
}
