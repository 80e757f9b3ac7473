import { DEFAULT_NAMES } from '@widgets/cli-kit';
import { programFile } from '@widgets/programs';
import { fileURLToPath } from 'node:url';
import type { Job } from '../contestants/job';

/** A consumer that takes part. */
export type Contestant = {
  readonly name: string;
  /** As tables and charts call it. */
  readonly title: string;
  /**
   * How many requests it has on their way at once, and how many calls it waits for one after the other for each such set:
   * enough to tell how long it will take. Without it, it is as fast as the machine.
   */
  readonly pace?: { readonly atOnce: number; readonly waits: number };
  readonly command: (dist: URL, job: Job) => readonly [file: string, ...args: string[]];
};

const peer =
  (name: string, more: Partial<Job> = {}): Contestant['command'] =>
  (dist, job) => [contestantsFile(dist), name, JSON.stringify({ ...job, ...more })];

/** @param dist the folder of all that is built */
export const contestantsFile = (dist: URL): string =>
  fileURLToPath(new URL('tools/bench/contestants/main.mjs', dist));

const { requestBucket, requestQueue, widgetTable } = DEFAULT_NAMES;

/** As a user would start it; the short long poll only lets it end quickly once the queue is empty. */
const ours: Contestant['command'] = (dist, { isInline }) => [
  programFile(dist, 'consumer'),
  ...(isInline ? [] : ['-rb', requestBucket]),
  ...['-rq', requestQueue, '-dwt', widgetTable, '-qwt', '1'],
];

export const CONTESTANTS: readonly Contestant[] = [
  { name: 'ours', title: 'this consumer', command: ours },
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

/** What a call takes without any latency, about. */
const CALL_MS = 1.5;
const LEAST_REQUESTS = 50;

/** As many as asked for, but of one that waits most of the time no more than it does in `patienceSeconds`, about. */
export function requestsFor(
  { pace }: Contestant,
  { requests, latencyMs, patienceSeconds }: { requests: number; latencyMs: number; patienceSeconds: number },
): number {
  if (pace === undefined) return requests;
  const perSecond = (1000 * pace.atOnce) / (pace.waits * (latencyMs + CALL_MS));
  const possible = Math.floor((perSecond * patienceSeconds) / 10) * 10;
  return Math.min(requests, Math.max(LEAST_REQUESTS, possible));
}
