/** When the requests of a run are due. */
export type Pace = {
  /** Milliseconds until the next request, which waits from now on, is due; 0 and below: it is. */
  untilDue(): number;
  /** The next request begins now. */
  begin(): void;
  /** How far behind the run is; undefined when nothing is promised that it could be behind of. */
  readonly lag: Lag | undefined;
};

/** Milliseconds between when requests were due and when they began. */
export type Lag = {
  readonly perSecond: number;
  /** Of the request that waits, growing while it does; else of the last. */
  now(): number;
  /** Of the one that was begun last. */
  readonly last: number;
  readonly most: number;
};

/** At least `delayMs` from one request to the next: a little late keeps the pace, very late does not hurry to catch up. */
export function delayPace(delayMs: number, monotonic: () => number): Pace {
  let due = monotonic();
  return {
    untilDue: () => due - monotonic(),
    begin() {
      const now = monotonic();
      due = (now - due < delayMs ? due : now) + delayMs;
    },
    lag: undefined,
  };
}

/** The n-th request is due n / `perSecond` seconds after the first, however late those before it were. */
export function ratePace(perSecond: number, monotonic: () => number): Pace {
  let state: 'idle' | 'waiting' = 'idle';
  let start: number | undefined;
  let begun = 0;
  let last = 0;
  let most = 0;
  const late = (): number => {
    start ??= monotonic();
    return monotonic() - start - (begun * 1000) / perSecond;
  };
  return {
    untilDue() {
      state = 'waiting';
      return -late();
    },
    begin() {
      state = 'idle';
      last = Math.max(0, late());
      most = Math.max(most, last);
      begun += 1;
    },
    lag: {
      perSecond,
      now: () => (state === 'waiting' ? Math.max(0, late()) : last),
      get last() {
        return last;
      },
      get most() {
        return most;
      },
    },
  };
}
