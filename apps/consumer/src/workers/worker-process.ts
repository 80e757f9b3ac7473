import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Report } from './messages';
import type { Ending, StartWorker } from './supervise';

/** Tells a process that it is a worker, and which one. */
const WORKER_VARIABLE = 'WIDGET_CONSUMER_WORKER';

/** The number of the worker that this process is; undefined when it is none. */
export const workerNumber = (): number | undefined => {
  const number = process.env[WORKER_VARIABLE];
  return number === undefined || process.send === undefined ? undefined : Number(number);
};

/** The last of an option given twice counts: what the supervisor sees to itself is taken from the worker. */
const ownArguments = (maxRequests: number): readonly string[] => [
  '--workers=1',
  '--max-runtime=0',
  `--max-requests=${maxRequests}`,
];

/** Starts this same program once more, as a worker. */
export const forkWorker: StartWorker = ({ number, maxRequests }, onReport) => {
  const [, file = '', ...args] = process.argv;
  const child = fork(file, [...args, ...ownArguments(maxRequests)], {
    env: { ...process.env, [WORKER_VARIABLE]: String(number) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Not in the terminal's process group: Ctrl-C is the supervisor's to pass on, once.
    detached: true,
  });
  const orphan = (): void => void child.kill('SIGKILL');
  process.once('exit', orphan);
  child.on('message', (report) => onReport(report as Report));
  return {
    pid: child.pid,
    tell: (order) => {
      // One that has just died takes no order, and needs none.
      if (child.connected) child.send(order, () => undefined);
    },
    ended: ending(child).finally(() => process.off('exit', orphan)),
  };
};

/** The channel is read to its end before `close`; the process may have ended earlier. */
async function ending(child: ChildProcess): Promise<Ending> {
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal };
}
