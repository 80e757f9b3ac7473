/** A bounded number of places for work in hand. */
export type Slots = {
  readonly free: number;
  readonly taken: number;
  take(): void;
  give(): void;
  /** Resolves when at least one place is free. */
  untilFree(): Promise<void>;
  /** Resolves when all places are free. */
  untilIdle(): Promise<void>;
};

/** @param onGive called each time that a place has become free */
export function createSlots(size: number, onGive: () => void = () => undefined): Slots {
  let taken = 0;
  let waiting: { until: () => boolean; resolve: () => void }[] = [];
  const until = (condition: () => boolean): Promise<void> =>
    condition()
      ? Promise.resolve()
      : new Promise((resolve) => {
          waiting.push({ until: condition, resolve });
        });

  return {
    get free() {
      return size - taken;
    },
    get taken() {
      return taken;
    },
    take() {
      taken += 1;
    },
    give() {
      taken -= 1;
      onGive();
      if (waiting.length === 0) return;
      const ready = waiting.filter((waiter) => waiter.until());
      waiting = waiting.filter((waiter) => !ready.includes(waiter));
      for (const { resolve } of ready) resolve();
    },
    untilFree: () => until(() => taken < size),
    untilIdle: () => until(() => taken === 0),
  };
}
