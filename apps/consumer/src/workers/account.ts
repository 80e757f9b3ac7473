import { mergeReadings, type MeterReading } from '@widgets/aws-clients';
import type { OutcomeKind, TalliedType, Tally } from '@widgets/widget-pipeline';

/** What a run has done and called; plain data, so that it can be sent to another process. */
export type Account = {
  readonly outcomes: readonly (readonly [TalliedType, OutcomeKind, number])[];
  readonly calls: MeterReading;
  /** The buckets that inline messages would not need. */
  readonly requestBuckets: readonly string[];
};

export const outcomesOf = ({ counts }: Tally): Account['outcomes'] =>
  [...counts].flatMap(([type, kinds]) => Array.from(kinds, ([kind, count]) => [type, kind, count] as const));

/** The tally of several accounts together. */
export function tallyOf(accounts: readonly Account[]): Tally {
  const counts = new Map<TalliedType, Map<OutcomeKind, number>>();
  let final = 0;
  for (const [type, kind, count] of accounts.flatMap(({ outcomes }) => outcomes)) {
    const ofType = counts.get(type) ?? new Map<OutcomeKind, number>();
    ofType.set(kind, (ofType.get(kind) ?? 0) + count);
    counts.set(type, ofType);
    if (kind !== 'retry') final += count;
  }
  return { counts, final };
}

export const callsOf = (accounts: readonly Account[]): MeterReading =>
  mergeReadings(accounts.map(({ calls }) => calls));
