import { compareStamps, type OrderStamp } from '@widgets/widget-model';

type Turn<T> = { readonly kind: 'go' } | { readonly kind: 'back'; readonly with: T };
type Waiting<T> = { readonly stamp: OrderStamp; readonly decide: (turn: Turn<T>) => void };

/** Runs tasks of one lane one after the other, the earliest stamp of those waiting first; lanes run side by side. */
export type Lanes<T> = {
  /** Resolves with the result of the task, or of the one that turned this lane back while the task waited. */
  enter(lane: string, stamp: OrderStamp, task: () => Promise<T>): Promise<T>;
};

/**
 * @param turnsBack whether a result sends back those that wait behind it in its lane: what comes later must not overtake
 *   what comes again. Those with an earlier stamp go on: a create may be what the request that goes back is waiting for.
 */
export function createLanes<T = void>(turnsBack: (result: T) => boolean = () => false): Lanes<T> {
  /** A lane exists while a task of it runs. */
  const lanes = new Map<string, Waiting<T>[]>();

  const letNextGo = (lane: string): void => {
    const next = takeEarliest(lanes.get(lane) ?? []);
    if (next) next.decide({ kind: 'go' });
    else lanes.delete(lane);
  };

  const turnBack = (lane: string, stamp: OrderStamp, result: T): void => {
    const waiting = lanes.get(lane) ?? [];
    const isEarlier = (other: Waiting<T>): boolean => compareStamps(other.stamp, stamp) < 0;
    lanes.set(lane, waiting.filter(isEarlier));
    for (const other of waiting) if (!isEarlier(other)) other.decide({ kind: 'back', with: result });
  };

  const run = async (lane: string, stamp: OrderStamp, task: () => Promise<T>): Promise<T> => {
    try {
      const result = await task();
      if (turnsBack(result)) turnBack(lane, stamp, result);
      return result;
    } finally {
      letNextGo(lane);
    }
  };

  return {
    async enter(lane, stamp, task) {
      const waiting = lanes.get(lane);
      if (waiting === undefined) {
        lanes.set(lane, []);
        return run(lane, stamp, task);
      }
      const turn = await new Promise<Turn<T>>((decide) => waiting.push({ stamp, decide }));
      return turn.kind === 'back' ? turn.with : run(lane, stamp, task);
    },
  };
}

function takeEarliest<T>(waiting: Waiting<T>[]): Waiting<T> | undefined {
  let earliest = 0;
  for (const [at, { stamp }] of waiting.entries()) {
    if (compareStamps(stamp, waiting[earliest]?.stamp ?? stamp) < 0) earliest = at;
  }
  return waiting.splice(earliest, 1)[0];
}
