import { DEFAULT_NAMES } from '@widgets/cli-kit';
import { programFile } from '@widgets/programs';
import { peer, type Contestant } from '../compare/contestant';

const { requestBucket, requestQueue } = DEFAULT_NAMES;

const ours: Contestant['command'] = (dist, { requests = 0 }) => [
  programFile(dist, 'producer'),
  ...['-rb', requestBucket, '-rq', requestQueue, '-mwr', String(requests)],
  ...['-ird', '0', '--mix', '1:0:0', '--seed', '1'],
];

export const PRODUCERS: readonly Contestant[] = [
  { name: 'ours', title: 'this producer', command: ours },
  {
    name: 'sqs-producer',
    title: 'sqs-producer',
    pace: { atOnce: 10, waits: 2 },
    command: peer('sqs-producer'),
  },
  {
    name: 'sequential',
    title: 'sequential loop',
    pace: { atOnce: 1, waits: 2 },
    command: peer('sequential-producer'),
  },
  { name: 'bare', title: 'bare SDK loop', command: peer('bare-producer') },
];
