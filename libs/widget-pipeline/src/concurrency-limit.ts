/** How many deliveries may be in hand, as far as the cloud allows: fewer when it throttles, then more again. */
export type ConcurrencyLimit = {
  readonly limit: number;
  /** The cloud asked to be called less often. */
  noteThrottled(): void;
  /** A delivery had its outcomes. */
  noteDone(): void;
};

/** Calls that were under way together are throttled together: one reason to go down. */
const COOL_DOWN_MS = 1000;

/** @param done deliveries since the limit was changed, `loweredAt` in milliseconds of the monotonic clock */
export type LimitState = { readonly limit: number; readonly done: number; readonly loweredAt: number };

/** Half of it, not more than once a second. */
export function afterThrottling(state: LimitState, now: number): LimitState {
  if (now - state.loweredAt < COOL_DOWN_MS) return state;
  return { limit: Math.max(1, Math.floor(state.limit / 2)), done: 0, loweredAt: now };
}

/** One more for each round of as many deliveries, up to the most. */
export function afterDone(state: LimitState, most: number): LimitState {
  if (state.limit >= most) return state;
  const done = state.done + 1;
  return done < state.limit ? { ...state, done } : { ...state, limit: state.limit + 1, done: 0 };
}

/** Begins with the most there may be: additive increase, multiplicative decrease. */
export function createConcurrencyLimit(most: number, monotonic: () => number): ConcurrencyLimit {
  let state: LimitState = { limit: most, done: 0, loweredAt: -Infinity };
  return {
    get limit() {
      return state.limit;
    },
    noteThrottled() {
      state = afterThrottling(state, monotonic());
    },
    noteDone() {
      state = afterDone(state, most);
    },
  };
}
