import { DEFAULT_NAMES } from '@widgets/cli-kit';
import { localEnvironment } from '@widgets/programs';
import { totalCalls, type BenchCloud } from '../cloud/bench-cloud';
import type { Job } from '../contestants/job';
import { startProbed } from '../probed-program';
import type { Contestant } from './contestant';
import type { Turn } from './rounds';
import type { Sample } from './sample';
import { timed, type Timing } from './timed';

export type Measured = Omit<Sample, keyof Turn>;

/** One contestant with its share of the work. */
export type Task = {
  readonly dist: URL;
  readonly contestant: Contestant;
  readonly requests: number;
  readonly latencyMs: number;
  readonly isInline: boolean;
};

/** Starts a contestant on a cloud that is ready for it, times it, and counts its calls. */
export async function measured(
  cloud: BenchCloud,
  { dist, contestant, requests, latencyMs, isInline }: Task,
  { hasBegun, isDone }: Pick<Timing, 'hasBegun' | 'isDone'>,
): Promise<Measured> {
  await cloud.setLatency(latencyMs);
  await cloud.resetCalls();
  const [file, ...args] = contestant.command(dist, jobOn(cloud, requests, isInline));
  const probed = startProbed(file, args, { dist, env: localEnvironment(cloud.url, process.env) });
  try {
    const { seconds, cpuMs, last } = await timed({ probed, title: contestant.title, hasBegun, isDone });
    const calls = await cloud.calls();
    return {
      requests,
      seconds,
      perSecond: requests / seconds,
      cpuMsPerRequest: cpuMs / requests,
      callsPerRequest: totalCalls(calls) / requests,
      calls,
      rssMb: last.rssMb,
    };
  } finally {
    await cloud.setLatency(0);
  }
}

const jobOn = ({ url }: BenchCloud, requests: number, isInline: boolean): Job => ({
  queueUrl: `${url}/000000000000/${DEFAULT_NAMES.requestQueue}`,
  bucket: DEFAULT_NAMES.requestBucket,
  table: DEFAULT_NAMES.widgetTable,
  isInline,
  requests,
});
