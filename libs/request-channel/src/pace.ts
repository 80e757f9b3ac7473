import type { Sleep } from '@widgets/widget-pipeline';

/** Resolves when so many more may begin, or at once when the signal is aborted. */
export type Pace = (count: number, signal: AbortSignal) => Promise<void>;

/** Holds work to so many a second; time that was not used is not made up for. */
export function createPace(
  perSecond: number,
  { monotonic, sleep }: { readonly monotonic: () => number; readonly sleep: Sleep },
): Pace {
  let next = 0;
  return async (count, signal) => {
    const now = monotonic();
    const start = Math.max(now, next);
    next = start + (count * 1000) / perSecond;
    await sleep(start - now, signal);
  };
}
