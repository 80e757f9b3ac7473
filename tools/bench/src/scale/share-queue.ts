import { DEFAULT_NAMES, UserError } from '@widgets/cli-kit';
import { localEnvironment } from '@widgets/programs';
import { setTimeout as pause } from 'node:timers/promises';
import { callsOf, type BenchCloud } from '../cloud/bench-cloud';
import { countWidgets } from '../cloud/count-left';
import { fillQueue } from '../cloud/fill-queue';
import { startProbed, type ProbedProgram } from '../probed-program';
import { oursConsuming } from '../run/contestants';

/** What several consumers came to. */
export type Sharing = {
  readonly consumers: number;
  readonly requests: number;
  readonly latencyMs: number;
  /** From the first receive until the queue is empty. */
  readonly seconds: number;
  readonly perSecond: number;
};

export type Shared = Omit<Sharing, 'seconds' | 'perSecond'> & { readonly dist: URL };

const POLL_MS = 10;

/** Lets consumers empty a queue together. Throws `UserError` when one of them fails, or a widget is missing. */
export async function shareQueue(cloud: BenchCloud, work: Shared): Promise<Sharing> {
  const { dist, consumers, requests, latencyMs } = work;
  await cloud.reset();
  await fillQueue(cloud.url, requests, false);
  await cloud.setLatency(latencyMs);
  await cloud.resetCalls();
  const fleet = Array.from({ length: consumers }, () => startConsumer(cloud, dist, false));
  try {
    await until(async () => callsOf(await cloud.calls(), 'sqs', 'ReceiveMessage') > 0, fleet);
    const startedAt = performance.now();
    await until(async () => (await cloud.queued()) === 0, fleet);
    const seconds = (performance.now() - startedAt) / 1000;
    for (const { program } of fleet) program.kill('SIGTERM');
    await Promise.all(fleet.map(({ ended }) => ended));
    await cloud.setLatency(0);
    const widgets = await countWidgets(cloud.url);
    if (widgets !== requests)
      throw new UserError(`${consumers} consumers made ${widgets} of ${requests} widgets`);
    return { consumers, requests, latencyMs, seconds, perSecond: requests / seconds };
  } finally {
    await cloud.setLatency(0);
  }
}

/** @param collects whether its memory is read after a garbage collection */
export function startConsumer({ url }: BenchCloud, dist: URL, collects: boolean): ProbedProgram {
  const job = { queueUrl: '', bucket: '', table: DEFAULT_NAMES.widgetTable, isInline: false };
  const [file, ...args] = oursConsuming(dist, job);
  return startProbed(file, args, { dist, collects, env: localEnvironment(url, process.env) });
}

async function until(isSo: () => Promise<boolean>, fleet: readonly ProbedProgram[]): Promise<void> {
  let ended = 0;
  for (const { program } of fleet) void program.ended.then(() => (ended += 1));
  while (!(await isSo())) {
    if (ended > 0) throw new UserError('a consumer ended before the queue was empty');
    await pause(POLL_MS);
  }
}
