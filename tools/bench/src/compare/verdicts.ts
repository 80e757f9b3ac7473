import type { Metric, Sample } from './sample';
import { formatNumber, spreadOf, type Spread } from './statistics';

/** What a benchmark is to show, as a value of one contestant, or its ratio to another's in the same round. */
export type Target = {
  readonly what: string;
  readonly metric: Metric;
  readonly of: string;
  /** Divides by this contestant's value. */
  readonly to?: string;
  /** All latencies when left out, each a verdict of its own. */
  readonly latencyMs?: number;
  readonly bound: { readonly atLeast: number } | { readonly atMost: number };
};

export type Verdict = {
  readonly what: string;
  readonly latencyMs: number;
  readonly value: Spread;
  readonly target: string;
  readonly isMet: boolean;
};

/** A verdict for each target and latency that there are samples for; the median decides. */
export function judge(targets: readonly Target[], samples: readonly Sample[]): Verdict[] {
  const latencies = [...new Set(samples.map(({ latencyMs }) => latencyMs))];
  return targets.flatMap((target) =>
    latencies
      .filter((latencyMs) => target.latencyMs === undefined || target.latencyMs === latencyMs)
      .flatMap((latencyMs) => verdictAt(target, latencyMs, samples)),
  );
}

function verdictAt(target: Target, latencyMs: number, samples: readonly Sample[]): Verdict[] {
  const { what, bound } = target;
  const values = valuesOf(
    target,
    samples.filter((sample) => sample.latencyMs === latencyMs),
  );
  if (values.length === 0) return [];
  const value = spreadOf(values);
  const isMet = 'atLeast' in bound ? value.median >= bound.atLeast : value.median <= bound.atMost;
  return [{ what, latencyMs, value, target: describeBound(bound), isMet }];
}

/** One per round; a ratio needs both contestants in it. */
function valuesOf({ metric, of, to }: Target, samples: readonly Sample[]): number[] {
  return samples
    .filter(({ contestant }) => contestant === of)
    .flatMap((sample) => {
      if (to === undefined) return [sample[metric]];
      const other = samples.find(({ contestant, round }) => contestant === to && round === sample.round);
      return other === undefined ? [] : [sample[metric] / other[metric]];
    });
}

const describeBound = (bound: Target['bound']): string =>
  'atLeast' in bound ? `at least ${formatNumber(bound.atLeast)}` : `at most ${formatNumber(bound.atMost)}`;
