import { DEFAULT_NAMES } from '@widgets/cli-kit';
import { startLocalCloudProcess } from '@widgets/programs';

/** Service → action → number of calls. */
export type Calls = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** An embedded cloud as a process of its own, and what it says of itself. */
export type BenchCloud = {
  readonly url: string;
  setLatency(milliseconds: number): Promise<void>;
  /** Calls since the last reset of them. */
  calls(): Promise<Calls>;
  resetCalls(): Promise<void>;
  /** Messages of the request queue, in whatever state. */
  queued(): Promise<number>;
  /** Empties all of it. */
  reset(): Promise<void>;
  close(): Promise<void>;
};

type Depth = { readonly depth: number; readonly inFlight: number; readonly delayed: number };

/** @param dist the folder of all that is built, as a URL */
export async function startBenchCloud(dist: URL): Promise<BenchCloud> {
  const { url, program } = await startLocalCloudProcess(dist);
  const ask = async (method: string, page: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${url}/_local/${page}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`the embedded cloud answers ${method} ${page} with ${answer.status}`);
    return answer.json();
  };
  return {
    url,
    setLatency: async (milliseconds) =>
      void (await ask('PUT', 'faults', { latencyMs: [milliseconds, milliseconds] })),
    calls: async () => (await ask('GET', 'calls')) as Calls,
    resetCalls: async () => void (await ask('POST', 'calls/reset')),
    queued: async () => {
      const queues = (await ask('GET', 'queues')) as Readonly<Record<string, Depth>>;
      const { depth = NaN, inFlight = 0, delayed = 0 } = queues[DEFAULT_NAMES.requestQueue] ?? {};
      return depth + inFlight + delayed;
    },
    reset: async () => void (await ask('POST', 'reset')),
    close: async () => {
      program.kill('SIGTERM');
      await program.ended;
    },
  };
}

export const callsOf = (calls: Calls, service: string, action: string): number =>
  calls[service]?.[action] ?? 0;

export const totalCalls = (calls: Calls): number =>
  Object.values(calls)
    .flatMap((actions) => Object.values(actions))
    .reduce((sum, count) => sum + count, 0);
