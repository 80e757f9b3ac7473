/** Counts what is under way, and lets wait for room. */
export type Room = {
  take(work: Promise<void>): void;
  /** Resolves when no more than `max` are under way. */
  isThere(): Promise<void>;
  isEmpty(): Promise<void>;
};

export function createRoom(max: number): Room {
  let taken = 0;
  let waiting: { limit: number; resolve: () => void }[] = [];
  const give = (): void => {
    taken -= 1;
    const due = waiting.filter(({ limit }) => taken <= limit);
    if (due.length === 0) return;
    waiting = waiting.filter(({ limit }) => taken > limit);
    for (const { resolve } of due) resolve();
  };
  const until = async (limit: number): Promise<void> => {
    while (taken > limit) await new Promise<void>((resolve) => waiting.push({ limit, resolve }));
  };
  return {
    take(work) {
      taken += 1;
      void work.finally(give);
    },
    isThere: () => until(max),
    isEmpty: () => until(0),
  };
}
