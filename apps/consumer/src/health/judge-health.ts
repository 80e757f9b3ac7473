import type { Vitals } from './vitals';

export type HealthRules = {
  /** The run is silent when it has made no progress for so long, milliseconds. */
  readonly silentMs: number;
  /** A delivery is overdue when it is still in hand so long after its lease was lost, milliseconds. */
  readonly overdueMs: number;
};

const LEAST_SILENCE_MS = 60_000;
const POLLS = 3;
/** Each has failed for all of the SDK's tries. */
const FAILED_RECEIVES = 3;

/** Three long polls, a minute at least; and one lease. */
export const healthRules = (waitSeconds: number, leaseSeconds: number): HealthRules => ({
  silentMs: Math.max(POLLS * waitSeconds * 1000, LEAST_SILENCE_MS),
  overdueMs: leaseSeconds * 1000,
});

/** Why a run is not healthy; nothing when it is. `now` in milliseconds of the monotonic clock. */
export function judgeHealth(vitals: Vitals, rules: HealthRules, now: number): readonly string[] {
  const silence = now - vitals.lastProgress;
  const overdue = [...vitals.inHand].filter(
    ({ lostAt }) => lostAt !== undefined && now - lostAt > rules.overdueMs,
  );
  return [
    ...(vitals.failedReceives >= FAILED_RECEIVES
      ? [`the last ${vitals.failedReceives} receives failed`]
      : []),
    ...(silence > rules.silentMs
      ? [`no receive has succeeded and nothing was finished for ${Math.round(silence / 1000)} s`]
      : []),
    ...(overdue.length > 0 ? [`${overdue.length} in hand whose lease is long lost`] : []),
  ];
}
