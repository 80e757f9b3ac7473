import type { Sample } from './sample';

/** Who is measured when: every contestant at every latency once a round, so that a slow minute hits all of them. */
export type Turn = { readonly round: number; readonly latencyMs: number; readonly contestant: string };

/** Another contestant begins in each round, so that none always has the same one before it. */
export function planTurns(
  rounds: number,
  latencies: readonly number[],
  contestants: readonly string[],
): Turn[] {
  return Array.from({ length: rounds }, (_, at) => at + 1).flatMap((round) =>
    latencies.flatMap((latencyMs) =>
      rotated(contestants, round - 1).map((contestant) => ({ round, latencyMs, contestant })),
    ),
  );
}

const rotated = <T>(items: readonly T[], by: number): T[] => {
  const start = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
};

export type Measuring = {
  readonly turns: readonly Turn[];
  readonly measure: (turn: Turn) => Promise<Omit<Sample, keyof Turn>>;
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
};

/** One turn after the other, with a line for each; those after the signal are left out. */
export async function takeTurns({ turns, measure, print, signal }: Measuring): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const turn of turns) {
    if (signal.aborted) break;
    const sample = { ...turn, ...(await measure(turn)) };
    samples.push(sample);
    print(
      `round ${turn.round}, ${turn.latencyMs} ms, ${turn.contestant}: ${Math.round(sample.perSecond)} a second`,
    );
  }
  return samples;
}
