/** As many calls as a busy program has under way. */
const WIDTH = 16;

export type Pace = {
  done: number;
  tookMs: number;
};

/**
 * Does tasks 0 to `count - 1`, some at a time, and begins no more of them when the patience is over. Each task says how much
 * it got done; one that got nothing done has no more to do. Rejects with the first failure.
 */
export async function inParallel(
  { count, patienceMs }: { count: number; patienceMs: number },
  task: (n: number) => Promise<number>,
): Promise<Pace> {
  const startedAtMs = performance.now();
  const tookMs = (): number => performance.now() - startedAtMs;
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    while (next < count && tookMs() < patienceMs) {
      const n = next;
      next += 1;
      const got = await task(n);
      if (got === 0) return;
      done += got;
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, work));
  return { done, tookMs: tookMs() };
}
