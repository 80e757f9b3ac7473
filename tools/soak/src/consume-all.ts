import { DEFAULT_NAMES } from '@widgets/cli-kit';
import { localEnvironment, programFile, startProgram } from '@widgets/programs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConsumerLog } from './consumer-log';
import { startFleet, type Fleet } from './fleet';
import { prepareQueue } from './prepare-queue';
import type { SoakRun } from './soak-once';
import { queueDepth, type SoakedCloud } from './soaked-cloud';

/** What producer and consumers did. */
export type Consumed = {
  readonly kills: number;
  /** What went wrong with any of them, a sentence each. */
  readonly failures: readonly string[];
  readonly logs: readonly ConsumerLog[];
};

const POLL_MS = 200;
/** Short, so that what a killed consumer had in hand comes again soon. */
const LEASE_SECONDS = 5;

/** Where the producer records what it sent. */
export const recordIn = (folder: string): string => join(folder, 'sent.ndjson');

/** Sends the requests, and consumes them under kills until the queue is empty. */
export async function consumeAll(run: SoakRun, cloud: SoakedCloud, folder: string): Promise<Consumed> {
  const { dist, config, signal } = run;
  const { url } = cloud;
  const queue = DEFAULT_NAMES.requestQueue;
  const env = localEnvironment(url, process.env);
  await prepareQueue(cloud.sqs, queue, { leaseSeconds: LEASE_SECONDS, retries: config.retries });
  const producer = startProgram(programFile(dist, 'producer'), producerArgs(run, folder), { env });
  const fleet = startFleet({ dist, env, size: config.consumers, args: consumerArgs(run), folder });
  const killing = killNowAndThen(fleet, config.killEverySeconds);
  const sent = await producer.ended;
  const failures = sent.code === 0 ? [] : [`the producer exited with ${String(sent.code)}: ${sent.stderr}`];
  while (!signal.aborted && (await queueDepth(url, queue)) > 0) await pause(POLL_MS);
  clearInterval(killing);
  failures.push(...(await fleet.stop()));
  return { failures, kills: fleet.kills, logs: await fleet.logs() };
}

const { requestBucket, requestQueue, widgetBucket, widgetTable } = DEFAULT_NAMES;

const producerArgs = ({ config, seed }: SoakRun, folder: string): string[] => [
  ...['-rb', requestBucket, '-rq', requestQueue, '-ird', '0', '-mwr', String(config.requests)],
  ...['--seed', String(seed), '--record', recordIn(folder)],
];

const consumerArgs = ({ config, store }: SoakRun): string[] => [
  ...['-rb', requestBucket, '-rq', requestQueue],
  ...(store === 's3' ? ['-wb', widgetBucket] : ['-dwt', widgetTable]),
  ...['-qwt', '1', '-qvt', String(LEASE_SECONDS), '--missing-widget-retries', String(config.retries)],
];

const killNowAndThen = (fleet: Fleet, everySeconds: number): NodeJS.Timeout | undefined =>
  everySeconds === 0 ? undefined : setInterval(() => fleet.killNext(), everySeconds * 1000);
