import { compareStamps, type OrderStamp } from '@widgets/widget-model';

type Waiting = { readonly stamp: OrderStamp; readonly start: () => void };

/** Runs tasks of one lane one after the other, the earliest stamp of those waiting first; lanes run side by side. */
export type Lanes = {
  enter<T>(lane: string, stamp: OrderStamp, task: () => Promise<T>): Promise<T>;
};

export function createLanes(): Lanes {
  /** A lane exists while a task of it runs. */
  const lanes = new Map<string, Waiting[]>();

  const leave = (lane: string): void => {
    const next = takeEarliest(lanes.get(lane) ?? []);
    if (next) next.start();
    else lanes.delete(lane);
  };

  return {
    async enter(lane, stamp, task) {
      const waiting = lanes.get(lane);
      if (waiting) await new Promise<void>((start) => waiting.push({ stamp, start }));
      else lanes.set(lane, []);
      try {
        return await task();
      } finally {
        leave(lane);
      }
    },
  };
}

function takeEarliest(waiting: Waiting[]): Waiting | undefined {
  let earliest = 0;
  for (const [at, { stamp }] of waiting.entries()) {
    if (compareStamps(stamp, waiting[earliest]?.stamp ?? stamp) < 0) earliest = at;
  }
  return waiting.splice(earliest, 1)[0];
}
