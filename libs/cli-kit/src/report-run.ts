import { createProgress } from './progress';

export type RunReport = {
  /** Writes a line for the user. */
  readonly print: (line: string) => void;
  /** One line on how far the work is, after so many seconds. */
  readonly progress: (seconds: number) => string;
  /** What was done, in so many seconds. */
  readonly summary: (seconds: number) => string;
};

const TICK_MS = 250;

/** Does the work, with progress lines while it goes on and a summary at its end, however it ends. */
export const reportRun = async (
  { print, progress, summary }: RunReport,
  work: () => Promise<void>,
): Promise<void> => {
  const now = (): number => performance.now();
  const start = now();
  const seconds = (): number => (now() - start) / 1000;
  const lines = createProgress({ write: print, now });
  const timer = setInterval(() => lines.update(() => progress(seconds())), TICK_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
    print(summary(seconds()));
  }
};
