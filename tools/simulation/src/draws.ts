/** Where all that happens by chance is drawn from. A draw of 0 is always the harmless one. */
export type Draws = {
  /** An integer from 0 up to, not including, `limit`. */
  below(limit: number): number;
  chance(share: number): boolean;
};

/** @param next a number in [0, 1) */
const drawsOf = (next: () => number): Draws => ({
  below: (limit) => Math.floor(next() * limit),
  chance: (share) => next() >= 1 - share,
});

/** Mulberry32: the same draws for the same seed. */
export function seededDraws(seed: number): Draws {
  let state = seed >>> 0;
  return drawsOf(() => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  });
}

/** The draws of a list, then nothing but 0: what a property test can shrink. Each is in [0, 1). */
export function listedDraws(list: readonly number[]): Draws {
  let at = 0;
  return drawsOf(() => {
    const drawn = list[at] ?? 0;
    at += 1;
    return drawn;
  });
}
