import { DEFAULT_NAMES } from '@widgets/cli-kit';
import { programFile } from '@widgets/programs';
import { peer, type Contestant } from '../compare/contestant';

const { requestBucket, requestQueue, widgetTable } = DEFAULT_NAMES;

/** As a user would start it; the short long poll only lets it end quickly once the queue is empty. */
export const oursConsuming: Contestant['command'] = (dist, { isInline }) => [
  programFile(dist, 'consumer'),
  ...(isInline ? [] : ['-rb', requestBucket]),
  ...['-rq', requestQueue, '-dwt', widgetTable, '-qwt', '1'],
];

/** Ours alone, by how many messages it has in hand at once. */
export const oursInHand = (numbers: readonly number[]): readonly Contestant[] =>
  numbers.map((number) => ({
    name: `${number} in hand`,
    title: `${number} in hand`,
    pace: { atOnce: number, waits: 2 },
    command: (dist, job) => [...oursConsuming(dist, job), '--concurrency', String(number)],
  }));

export const CONSUMERS: readonly Contestant[] = [
  { name: 'ours', title: 'this consumer', command: oursConsuming },
  {
    name: 'sqs-consumer-1',
    title: 'sqs-consumer ×1',
    pace: { atOnce: 10, waits: 5 },
    command: peer('sqs-consumer', { instances: 1 }),
  },
  {
    name: 'sqs-consumer-6',
    title: 'sqs-consumer ×6',
    pace: { atOnce: 60, waits: 5 },
    command: peer('sqs-consumer', { instances: 6 }),
  },
  {
    name: 'sequential',
    title: 'sequential loop',
    pace: { atOnce: 1, waits: 4 },
    command: peer('sequential'),
  },
  { name: 'bare', title: 'bare SDK loop', command: peer('bare-consumer') },
];
