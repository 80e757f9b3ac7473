import { createProgress } from './progress';
import type { StartProgress } from './progress-bar';

export type RunReport = {
  /** Writes a line for the user. */
  readonly print: (line: string) => void;
  /** One line on how far the work is, after so many seconds. */
  readonly progress: (seconds: number) => string;
  /** For a bar instead of lines, where there is a terminal; `total` is undefined when nobody knows it. */
  readonly bar?: {
    readonly start: StartProgress | undefined;
    readonly done: () => number;
    readonly total: number | undefined;
  };
  /** What was done, in so many seconds. */
  readonly summary: (seconds: number) => string;
};

const TICK_MS = 250;

/** Does the work, with a progress bar or lines while it goes on and a summary at its end, however it ends. */
export const reportRun = async (
  { print, progress, summary, bar }: RunReport,
  work: () => Promise<void>,
): Promise<void> => {
  const now = (): number => performance.now();
  const start = now();
  const seconds = (): number => (now() - start) / 1000;
  const lines = createProgress({ write: print, now });
  const shown = bar?.start?.(bar.total);
  const tick = (): void =>
    shown === undefined || bar === undefined
      ? lines.update(() => progress(seconds()))
      : shown.update(bar.done(), progress(seconds()));
  const timer = setInterval(tick, TICK_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
    shown?.stop();
    print(summary(seconds()));
  }
};
