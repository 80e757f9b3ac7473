export type Progress = {
  /** Call it as often as work is done; a line is made and written only when the interval has passed. */
  readonly update: (describe: () => string) => void;
};

export type ProgressSettings = {
  readonly write: (line: string) => void;
  /** Milliseconds of a clock that never goes back, e.g. `performance.now`. */
  readonly now: () => number;
  readonly intervalMs?: number;
};

/** Plain progress lines, at most one every `intervalMs` (2,000), the first after one interval. */
export const createProgress = ({ write, now, intervalMs = 2_000 }: ProgressSettings): Progress => {
  let last = now();
  return {
    update: (describe) => {
      const time = now();
      if (time - last < intervalMs) return;
      last = time;
      write(describe());
    },
  };
};
