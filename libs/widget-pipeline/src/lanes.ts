import { compareStamps, type OrderStamp } from '@widgets/widget-model';

type Turn<T> = { readonly kind: 'go' } | { readonly kind: 'back'; readonly with: T };
type Waiting<T> = { readonly stamp: OrderStamp; readonly decide: (turn: Turn<T>) => void };

/** Runs tasks of one lane one after the other, the earliest stamp of those waiting first; lanes run side by side. */
export type Lanes<T> = {
  /** Resolves with the result of the task, or of the one that turned this lane back while the task waited. */
  enter(lane: string, stamp: OrderStamp, task: () => Promise<T>): Promise<T>;
};

/**
 * @param turnsBack whether a result sends back all that wait in its lane, instead of letting the next one go: what
 *   comes later must not overtake what comes again
 */
export function createLanes<T = void>(turnsBack: (result: T) => boolean = () => false): Lanes<T> {
  /** A lane exists while a task of it runs. */
  const lanes = new Map<string, Waiting<T>[]>();

  const letNextGo = (lane: string): void => {
    const next = takeEarliest(lanes.get(lane) ?? []);
    if (next) next.decide({ kind: 'go' });
    else lanes.delete(lane);
  };

  const turnBack = (lane: string, result: T): void => {
    for (const { decide } of lanes.get(lane) ?? []) decide({ kind: 'back', with: result });
    lanes.delete(lane);
  };

  const run = async (lane: string, task: () => Promise<T>): Promise<T> => {
    try {
      const result = await task();
      if (turnsBack(result)) turnBack(lane, result);
      else letNextGo(lane);
      return result;
    } catch (error) {
      letNextGo(lane);
      throw error;
    }
  };

  return {
    async enter(lane, stamp, task) {
      const waiting = lanes.get(lane);
      if (waiting === undefined) {
        lanes.set(lane, []);
        return run(lane, task);
      }
      const turn = await new Promise<Turn<T>>((decide) => waiting.push({ stamp, decide }));
      return turn.kind === 'back' ? turn.with : run(lane, task);
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
