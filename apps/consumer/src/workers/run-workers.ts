import { reportRun, sleep, type ProgramContext } from '@widgets/cli-kit';
import type { ConsumerConfig } from '../options';
import { describeAccounts, describeProgress } from '../summary';
import { tallyOf } from './account';
import { shareOut } from './shares';
import { supervise } from './supervise';
import { forkWorker } from './worker-process';

/** Runs several consumers as processes of their own, and tells of their work as of one. Throws `UserError`. */
export async function runWorkers(config: ConsumerConfig, context: ProgramContext): Promise<void> {
  const { print, log, signal, giveUp } = context;
  const shares = shareOut(config.maxRequests, config.workers);
  const started = new AbortController();
  const onHeadline = (text: string): void => {
    if (!started.signal.aborted) print(`${text}, by ${shares.length} workers`);
    started.abort();
  };
  const monotonic = (): number => performance.now();
  const { accounts, ended } = supervise({
    ...{ shares, start: forkWorker, onHeadline, log, sleep, monotonic, signal, giveUp },
  });
  const report = {
    print,
    progress: (seconds: number) => `consumer: ${describeProgress(tallyOf(accounts()), seconds)}`,
    summary: (seconds: number) => describeAccounts(accounts(), seconds),
  };
  // What ends before it has begun has no summary.
  await Promise.race([untilAborted(started.signal), ended]);
  await reportRun(report, () => ended);
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
