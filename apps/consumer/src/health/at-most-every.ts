/**
 * Asks at most once in `periodMs`, and only when it is asked itself. An answer that cannot be had is `undefined`, and is not
 * asked for again sooner.
 */
export function atMostEvery<T>(
  periodMs: number,
  monotonic: () => number,
  ask: () => Promise<T>,
): () => Promise<T | undefined> {
  let asked = -Infinity;
  let answer: Promise<T | undefined> = Promise.resolve(undefined);
  return () => {
    if (monotonic() - asked >= periodMs) {
      asked = monotonic();
      answer = ask().catch(() => undefined);
    }
    return answer;
  };
}
