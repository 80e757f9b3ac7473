import { UserError } from '@widgets/cli-kit';
import { setTimeout as pause } from 'node:timers/promises';
import type { ProbedProgram, Reading } from '../probed-program';

const POLL_MS = 10;

export type Timing = {
  readonly probed: ProbedProgram;
  readonly title: string;
  /** The program's first call that matters has arrived. */
  readonly hasBegun: () => Promise<boolean>;
  /** The last effect is there. */
  readonly isDone: () => Promise<boolean>;
};

export type Timed = { readonly seconds: number; readonly cpuMs: number; readonly last: Reading };

/**
 * Times a program from its first call to its last effect, and then ends it with a SIGTERM; its processor time counts from
 * the first call to its exit. Throws `UserError` when it fails.
 */
export async function timed({ probed, title, hasBegun, isDone }: Timing): Promise<Timed> {
  const { program, ended } = probed;
  let isOver = false;
  void program.ended.then(() => (isOver = true));
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    // Whether it is over is asked before: its last effect may come right before its end.
    for (let wasOver = isOver; !(await isSo()); wasOver = isOver) {
      if (wasOver) await failed(ended, title);
      await pause(POLL_MS);
    }
  };
  await until(hasBegun);
  const startedAt = performance.now();
  const first = await probed.read();
  await until(isDone);
  const seconds = (performance.now() - startedAt) / 1000;
  program.kill('SIGTERM');
  const last = await ended.catch((error: unknown) => failed(Promise.reject(asError(error)), title));
  return { seconds, cpuMs: last.cpuMs - first.cpuMs, last };
}

async function failed(ended: Promise<unknown>, title: string): Promise<never> {
  const why = await ended.then(
    () => 'it ended before its work was done',
    (error: unknown) => asError(error).message,
  );
  throw new UserError(`${title}: ${why}`);
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
