import type { Sleep } from './ports';

/**
 * Starts every task at once, and lets each go on only when all that arrived before it have: `proceed` is called in the
 * order of arrival, and what it returns is not waited for by those behind. A task that fails lets the next one go on,
 * and so does one that takes too long: order stamps make the end state right, order of arrival makes it cheap.
 */
export type Arrivals = {
  arrive<T, U>(task: () => Promise<T>, proceed: (result: T) => Promise<U>): Promise<U>;
};

/** How long one that is ready waits for those before it. */
const PATIENCE_MS = 1000;

export function createArrivals(sleep: Sleep): Arrivals {
  let earlier: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const untilEarlier = async (before: Promise<unknown>): Promise<void> => {
    const settled = new AbortController();
    const patience = sleep(PATIENCE_MS, settled.signal);
    await Promise.race([before, patience]);
    // With a reason of ours: without one an exception is made, trace and all.
    settled.abort('settled');
  };

  return {
    async arrive(task, proceed) {
      const result = task();
      const before = waiting > 0 ? earlier : undefined;
      waiting += 1;
      const turn = result
        .then(async (value) => {
          if (before) await untilEarlier(before);
          return { going: proceed(value) };
        })
        .finally(() => (waiting -= 1));
      earlier = Promise.allSettled([before, turn]);
      const { going } = await turn;
      return going;
    },
  };
}
