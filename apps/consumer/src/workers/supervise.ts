import { UserError } from '@widgets/cli-kit';
import type { Log, Sleep } from '@widgets/widget-pipeline';
import { tallyOf, type Account } from './account';
import type { Order, Report } from './messages';
import { MOST_RESTARTS, restartDelay } from './restarts';

/** How a process ended: by itself with a code, or by a signal. */
export type Ending = { readonly code: number | null; readonly signal: string | null };

export type WorkerProcess = {
  readonly pid: number | undefined;
  tell(order: Order): void;
  readonly ended: Promise<Ending>;
};

/** Starts worker `number` of those from 1; `maxRequests` is its share, 0: no limit. */
export type StartWorker = (
  worker: { readonly number: number; readonly maxRequests: number },
  onReport: (report: Report) => void,
) => WorkerProcess;

export type Supervision = {
  /** How many requests each worker may do; 0: no limit. */
  readonly shares: readonly number[];
  readonly start: StartWorker;
  /** Told what a worker says of where it works. */
  readonly onHeadline: (text: string) => void;
  readonly log: Log;
  readonly sleep: Sleep;
  readonly monotonic: () => number;
  /** Aborted when the workers are to finish what they hold. */
  readonly signal: AbortSignal;
  /** Aborted when that takes too long. */
  readonly giveUp: AbortSignal;
};

export type Workers = {
  /** What each process, those that died included, told last of what it has done. */
  readonly accounts: () => readonly Account[];
  /** Resolves when all have ended as asked. Rejects with the worst failure, after all have ended. */
  readonly ended: Promise<void>;
};

type Running = Supervision & {
  readonly told: Map<WorkerProcess, Account>;
  readonly stopping: AbortSignal;
};

/**
 * Keeps a number of workers at work. States of one: running → ended, when it has done its share or was told to stop; or
 * failed, which stops all; or dead → running again after a pause, as long as it does not die too often.
 */
export function supervise(supervision: Supervision): Workers {
  const failure = new AbortController();
  const told = new Map<WorkerProcess, Account>();
  const stopping = AbortSignal.any([supervision.signal, failure.signal]);
  const running: Running = { ...supervision, told, stopping };
  const failures: UserError[] = [];
  const workers = supervision.shares.map((share, at) =>
    keepAtWork(running, { number: at + 1, share }).catch((error: unknown) => {
      failures.push(error instanceof UserError ? error : new UserError(String(error), { cause: error }));
      failure.abort();
    }),
  );
  const ended = Promise.all(workers).then(() => {
    const [worst] = failures.sort((one, other) => other.exitCode - one.exitCode);
    if (worst) throw worst;
  });
  return { accounts: () => [...told.values()], ended };
}

async function keepAtWork(
  running: Running,
  { number, share }: { number: number; share: number },
): Promise<void> {
  const { log, sleep, monotonic, stopping } = running;
  const deaths: number[] = [];
  let left = share;
  while (!stopping.aborted) {
    const { ending, done } = await runOnce(running, { number, maxRequests: left });
    if (ending.code === 0) return;
    const how = ending.signal ?? `exit code ${ending.code}`;
    if (stopping.aborted) throw new UserError(`worker ${number} died (${how}): what it held comes again`);
    deaths.push(monotonic());
    const delayMs = restartDelay(deaths);
    if (delayMs === undefined) {
      throw new UserError(`worker ${number} died more than ${MOST_RESTARTS} times in a minute, last: ${how}`);
    }
    if (share > 0 && (left -= done) <= 0) return;
    log.warn(
      { worker: number, how, delayMs },
      'a worker died, and is started again: what it held comes again',
    );
    await sleep(delayMs, stopping);
  }
}

/** One life of a worker: how it ended, and how many requests it has told to be done. Rejects when it says that it failed. */
async function runOnce(
  { start, onHeadline, log, told, stopping, giveUp }: Running,
  worker: { number: number; maxRequests: number },
): Promise<{ ending: Ending; done: number }> {
  let failed: (Report & { kind: 'failed' }) | undefined;
  const onReport = (report: Report): void => {
    switch (report.kind) {
      case 'headline':
        return onHeadline(report.text);
      case 'account':
        return void told.set(child, report.account);
      case 'failed':
        failed = report;
    }
  };
  const child = start(worker, onReport);
  log.info({ worker: worker.number, workerPid: child.pid }, 'a worker has started');
  const forget = [
    onAborted(stopping, () => child.tell('stop')),
    onAborted(giveUp, () => child.tell('give-up')),
  ];
  const ending = await child.ended;
  for (const remove of forget) remove();
  if (failed) throw new UserError(failed.message, { exitCode: failed.exitCode });
  const account = told.get(child);
  return { ending, done: account === undefined ? 0 : tallyOf([account]).final };
}

/** @returns what takes the listener away */
function onAborted(signal: AbortSignal, act: () => void): () => void {
  if (signal.aborted) act();
  else signal.addEventListener('abort', act, { once: true });
  return () => signal.removeEventListener('abort', act);
}
