import { DEFAULT_NAMES, UserError } from '@widgets/cli-kit';
import { localEnvironment } from '@widgets/programs';
import { setTimeout as pause } from 'node:timers/promises';
import { callsOf, totalCalls, type BenchCloud } from '../cloud/bench-cloud';
import { countRequestObjects, countWidgets } from '../cloud/count-left';
import { fillQueue } from '../cloud/fill-queue';
import type { Turn } from '../compare/rounds';
import type { Sample } from '../compare/sample';
import { startProbed, type ProbedProgram } from '../probed-program';
import type { Contestant } from './contestants';

export type ConsumerRun = {
  readonly dist: URL;
  readonly contestant: Contestant;
  readonly requests: number;
  readonly latencyMs: number;
  readonly isInline: boolean;
};

const POLL_MS = 10;

/**
 * Lets a consumer empty a queue. The clock runs from the moment the cloud has its first ReceiveMessage until the queue is
 * empty, which means that each widget was written and its message deleted; then the consumer gets a SIGTERM. Start-up is
 * left out for all in the same way. Throws `UserError` when the consumer fails or leaves anything undone.
 */
export async function measureConsumer(
  cloud: BenchCloud,
  { dist, contestant, requests, latencyMs, isInline }: ConsumerRun,
): Promise<Omit<Sample, keyof Turn>> {
  await cloud.setLatency(0);
  await cloud.reset();
  await fillQueue(cloud.url, requests, isInline);
  await cloud.setLatency(latencyMs);
  await cloud.resetCalls();
  const [file, ...args] = contestant.command(dist, {
    queueUrl: `${cloud.url}/000000000000/${DEFAULT_NAMES.requestQueue}`,
    bucket: DEFAULT_NAMES.requestBucket,
    table: DEFAULT_NAMES.widgetTable,
    isInline,
  });
  const program = startProbed(file, args, { dist, env: localEnvironment(cloud.url, process.env) });
  const { seconds, cpuMs, last } = await timed(cloud, program, contestant);
  const calls = await cloud.calls();
  await cloud.setLatency(0);
  await checkAllDone(cloud, contestant, requests);
  return {
    requests,
    seconds,
    perSecond: requests / seconds,
    cpuMsPerRequest: cpuMs / requests,
    callsPerRequest: totalCalls(calls) / requests,
    calls,
    rssMb: last.rssMb,
  };
}

async function timed(cloud: BenchCloud, probed: ProbedProgram, { title }: Contestant) {
  const { program, ended } = probed;
  const isOver = { now: false };
  void program.ended.then(() => (isOver.now = true));
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) {
      if (isOver.now) await unexpectedEnd(ended, title);
      await pause(POLL_MS);
    }
  };
  await until(async () => callsOf(await cloud.calls(), 'sqs', 'ReceiveMessage') > 0);
  const startedAt = performance.now();
  const first = await probed.read();
  await until(async () => (await cloud.queued()) === 0);
  const seconds = (performance.now() - startedAt) / 1000;
  program.kill('SIGTERM');
  const last = await ended;
  return { seconds, cpuMs: last.cpuMs - first.cpuMs, last };
}

async function unexpectedEnd(ended: Promise<unknown>, title: string): Promise<never> {
  const why = await ended.then(
    () => 'before the queue was empty',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  throw new UserError(`${title} ended: ${why}`);
}

async function checkAllDone({ url }: BenchCloud, { title }: Contestant, requests: number): Promise<void> {
  const [widgets, objects] = [await countWidgets(url), await countRequestObjects(url)];
  if (widgets === requests && objects === 0) return;
  throw new UserError(
    `${title} made ${widgets} of ${requests} widgets and left ${objects} request objects: this is no fair comparison`,
  );
}
