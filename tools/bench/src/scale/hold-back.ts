import type { RunningProgram } from '@widgets/programs';
import { setTimeout as pause } from 'node:timers/promises';
import type { BenchCloud } from '../cloud/bench-cloud';

/** A producer that is stopped (SIGSTOP) while too many of its messages wait. */
export type Held = {
  /** Does something while the producer runs; undefined when it is stopped now. */
  whileRunning<T>(work: () => Promise<T>): Promise<T | undefined>;
  /** From now on it runs. */
  release(): Promise<void>;
};

const HIGH = 5000;
const LOW = 2500;
const LOOK_EVERY_MS = 100;

export function holdBack(program: Pick<RunningProgram, 'kill'>, cloud: Pick<BenchCloud, 'queued'>): Held {
  let state: 'runs' | 'is stopped' = 'runs';
  let readers = 0;
  let isReleased = false;
  const watch = async (): Promise<void> => {
    while (!isReleased) {
      const waiting = await cloud.queued();
      if (state === 'runs' && waiting > HIGH && readers === 0) {
        state = 'is stopped';
        program.kill('SIGSTOP');
      } else if (state === 'is stopped' && waiting < LOW) {
        state = 'runs';
        program.kill('SIGCONT');
      }
      await pause(LOOK_EVERY_MS);
    }
    program.kill('SIGCONT');
  };
  const watching = watch();
  return {
    async whileRunning(work) {
      if (state === 'is stopped') return undefined;
      readers += 1;
      try {
        return await work();
      } finally {
        readers -= 1;
      }
    },
    async release() {
      isReleased = true;
      await watching;
    },
  };
}
