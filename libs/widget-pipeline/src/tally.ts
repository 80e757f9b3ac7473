import type { RequestType } from '@widgets/widget-model';
import type { OutcomeKind } from './outcome';

/** What a request was for; `unreadable` when it could not be read, or was gone. */
export type TalliedType = RequestType | 'unreadable';

/** How many requests of each type had each outcome, and how many outcomes were final. */
export type Tally = {
  readonly counts: ReadonlyMap<TalliedType, ReadonlyMap<OutcomeKind, number>>;
  /** Final outcomes: all but `retry`. */
  readonly final: number;
};

/** A tally that still counts. */
export type LiveTally = Tally & { count(type: TalliedType, kind: OutcomeKind): void };

export function createTally(): LiveTally {
  const counts = new Map<TalliedType, Map<OutcomeKind, number>>();
  let final = 0;
  return {
    counts,
    get final() {
      return final;
    },
    count(type, kind) {
      const ofType = counts.get(type) ?? new Map<OutcomeKind, number>();
      ofType.set(kind, (ofType.get(kind) ?? 0) + 1);
      counts.set(type, ofType);
      if (kind !== 'retry') final += 1;
    },
  };
}
