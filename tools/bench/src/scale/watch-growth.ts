import { DEFAULT_NAMES, UserError } from '@widgets/cli-kit';
import { localEnvironment, programFile } from '@widgets/programs';
import { generateRequests } from '@widgets/widget-model';
import { setTimeout as pause } from 'node:timers/promises';
import { callsOf, type BenchCloud } from '../cloud/bench-cloud';
import { countWidgets } from '../cloud/count-left';
import { startProbed, type ProbedProgram } from '../probed-program';
import type { Memory, Moment } from './growth';
import { holdBack, type Held } from './hold-back';
import { startConsumer } from './share-queue';

const SEED = 1;
/** As many deletes as creates, so that the table stays small. */
const MIX = { create: 40, update: 20, delete: 40 };
const LOOK_EVERY_MS = 1000;

export type Growing = {
  readonly dist: URL;
  readonly requests: number;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
};

/**
 * Lets a producer and a consumer work side by side, and looks at both every second. The embedded cloud stays small:
 * the producer is held back while the consumer is behind. Throws `UserError` when one of them fails, or when the table
 * does not hold the widgets that it should in the end.
 */
export async function watchGrowth(cloud: BenchCloud, growing: Growing): Promise<Moment[]> {
  await cloud.reset();
  await cloud.resetCalls();
  const consumer = startConsumer(cloud, growing.dist, true);
  const producer = startProducer(cloud, growing);
  const held = holdBack(producer.program, cloud);
  try {
    const moments = await look(cloud, growing, { producer, consumer, held });
    consumer.program.kill('SIGTERM');
    await held.release();
    await Promise.all([producer.ended, consumer.ended]);
    if (!growing.signal.aborted) await checkWidgets(cloud, growing.requests);
    return moments;
  } finally {
    await held.release();
    for (const { program } of [producer, consumer]) program.kill('SIGKILL');
  }
}

function startProducer({ url }: BenchCloud, { dist, requests }: Growing): ProbedProgram {
  const { requestBucket, requestQueue } = DEFAULT_NAMES;
  const args = [
    ...['-rb', requestBucket, '-rq', requestQueue, '-mwr', String(requests), '-ird', '0'],
    ...['--seed', String(SEED), '--mix', Object.values(MIX).join(':')],
  ];
  const env = localEnvironment(url, process.env);
  return startProbed(programFile(dist, 'producer'), args, { dist, collects: true, env });
}

type Watched = { readonly producer: ProbedProgram; readonly consumer: ProbedProgram; readonly held: Held };

async function look(
  cloud: BenchCloud,
  { requests, print, signal }: Growing,
  { producer, consumer, held }: Watched,
): Promise<Moment[]> {
  const moments: Moment[] = [];
  let isAllSent = false;
  void producer.program.ended.then(() => (isAllSent = true));
  await hasReceived(cloud);
  const startedAt = performance.now();
  for (let isDone = false; !isDone && !signal.aborted;) {
    await pause(LOOK_EVERY_MS);
    isDone = isAllSent && (await cloud.queued()) === 0;
    const calls = await cloud.calls();
    const [produced, consumed] = [callsOf(calls, 's3', 'PutObject'), callsOf(calls, 's3', 'GetObject')];
    const moment = {
      seconds: (performance.now() - startedAt) / 1000,
      ...{ produced, consumed: isDone ? requests : Math.min(consumed, requests) },
      producer: isAllSent ? undefined : await held.whileRunning(async () => memoryOf(producer)),
      consumer: await memoryOf(consumer),
    };
    moments.push(moment);
    if (moments.length % 30 === 0)
      print(`${moment.consumed} of ${requests} done, heaps ${describeHeaps(moment)}`);
  }
  if (signal.aborted) producer.program.kill('SIGTERM');
  return moments;
}

async function hasReceived(cloud: BenchCloud): Promise<void> {
  while (callsOf(await cloud.calls(), 's3', 'GetObject') === 0) await pause(LOOK_EVERY_MS / 20);
}

/** A program that has just ended has no memory to speak of: the exit's reading stands for it. */
async function memoryOf(program: ProbedProgram): Promise<Memory> {
  const { heapMb, rssMb } = await program.read().catch(() => program.ended);
  return { heapMb, rssMb };
}

const describeHeaps = ({ producer, consumer }: Moment): string =>
  [producer, consumer]
    .map((memory) => `${memory === undefined ? '–' : Math.round(memory.heapMb)} MB`)
    .join(', ');

async function checkWidgets(cloud: BenchCloud, requests: number): Promise<void> {
  const [found, expected] = [await countWidgets(cloud.url), expectedWidgets(requests)];
  if (found !== expected)
    throw new UserError(`the table holds ${found} widgets, and the requests leave ${expected}`);
}

/** How many widgets live when all requests have been applied. */
function expectedWidgets(requests: number): number {
  const stream = generateRequests(SEED, MIX);
  let alive = 0;
  for (let made = 0; made < requests; made += 1) {
    const { type } = stream.next().value;
    if (type !== 'update') alive += type === 'create' ? 1 : -1;
  }
  return alive;
}
