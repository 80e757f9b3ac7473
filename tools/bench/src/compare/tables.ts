import { markdownTable } from './markdown-table';
import type { Sample } from './sample';
import { formatSpread, spreadOf } from './statistics';
import type { Verdict } from './verdicts';

/** A row for each contestant and latency, medians with the least and the greatest of the rounds. */
export function sampleTable(samples: readonly Sample[], titles: ReadonlyMap<string, string>): string {
  const head = ['', 'latency, ms', 'requests', 'a second', 'CPU ms each', 'calls each', 'RSS, MB'];
  const rows = groups(samples).map((group) => {
    const [first] = group;
    const of = (metric: 'perSecond' | 'cpuMsPerRequest' | 'callsPerRequest' | 'rssMb'): string =>
      formatSpread(spreadOf(group.map((sample) => sample[metric])));
    return [
      titles.get(first.contestant) ?? first.contestant,
      String(first.latencyMs),
      first.requests.toLocaleString('en-US'),
      ...[of('perSecond'), of('cpuMsPerRequest'), of('callsPerRequest'), of('rssMb')],
    ];
  });
  return markdownTable(head, rows);
}

/** What is to be shown, what was reached, and whether that is enough. */
export const verdictTable = (verdicts: readonly Verdict[]): string =>
  markdownTable(
    ['', 'latency, ms', 'reached', 'target', 'met'],
    verdicts.map(({ what, latencyMs, value, target, isMet }) => [
      what,
      String(latencyMs),
      formatSpread(value),
      target,
      isMet ? 'yes' : 'no',
    ]),
  );

/** The rounds of each contestant at each latency, by latency, in the order in which they first came. */
export function groups(samples: readonly Sample[]): (readonly [Sample, ...Sample[]])[] {
  const found = new Map<string, [Sample, ...Sample[]]>();
  for (const sample of samples) {
    const name = `${sample.latencyMs} ${sample.contestant}`;
    const group = found.get(name);
    if (group) group.push(sample);
    else found.set(name, [sample]);
  }
  return [...found.values()].sort(([a], [b]) => a.latencyMs - b.latencyMs);
}
