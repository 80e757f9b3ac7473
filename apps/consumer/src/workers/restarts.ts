const WINDOW_MS = 60_000;
const FIRST_DELAY_MS = 500;

/** A worker that dies more often than this within a minute is not started again. */
export const MOST_RESTARTS = 5;

/**
 * Milliseconds to wait before a worker that has died is started again, doubling from one death to the next; undefined when
 * it has died too often.
 *
 * @param deaths when it died, in milliseconds of one clock, the last death last
 */
export function restartDelay(deaths: readonly number[]): number | undefined {
  const last = deaths.at(-1) ?? 0;
  const recent = deaths.filter((death) => last - death < WINDOW_MS).length;
  return recent > MOST_RESTARTS ? undefined : FIRST_DELAY_MS * 2 ** (recent - 1);
}
