import { titlesOf, type Contestant } from '../compare/contestant';
import type { Results } from '../compare/comparison';
import { markdownTable } from '../compare/markdown-table';
import { sampleTable, verdictTable } from '../compare/tables';
import type { About } from '../compare/write-results';
import { PRODUCERS } from '../producer/contestants';
import { CONSUMERS } from '../run/contestants';
import { describeGrowth, growthTable, sharingTable } from '../scale/scale-tables';
import { startupTable } from '../startup/startup-table';
import type { AllResults } from './results';

/** The tables that a document can hold, by the names of their places. */
export function tablesOf(results: AllResults): ReadonlyMap<string, string> {
  const { run, inline, inHand, producer, scale, startup } = results;
  const abouts = Object.values(results).flatMap((each) => (each ? [each.about] : []));
  return new Map([
    ['machine', machineTable(abouts)],
    ['packages', packageTable(abouts)],
    ...comparison('consumers', run, CONSUMERS),
    ...comparison('consumers inline', inline, CONSUMERS),
    ['in hand', inHand === undefined ? NOTHING : sampleTable(inHand.samples, titlesOf([]))],
    ...comparison('producers', producer, PRODUCERS),
    ['sharing', scale === undefined ? NOTHING : sharingTable(scale.sharing)],
    ['growth', scale === undefined ? NOTHING : growthTable(scale.growth)],
    [
      'growth verdicts',
      describeGrowth(scale?.verdicts ?? [])
        .map((line) => `- ${line}`)
        .join('\n') || NOTHING,
    ],
    ['startup', startup === undefined ? NOTHING : startupTable(startup.rows)],
  ]);
}

const NOTHING = 'Not measured yet.';

const comparison = (
  name: string,
  results: Results<'run' | 'producer'> | undefined,
  contestants: readonly Contestant[],
): [string, string][] => [
  [name, results === undefined ? NOTHING : sampleTable(results.samples, titlesOf(contestants))],
  [`${name} verdicts`, results === undefined ? NOTHING : verdictTable(results.verdicts)],
];

const machineTable = (abouts: readonly About<string>[]): string =>
  markdownTable(
    ['command', 'date', 'processors', 'memory', 'system', 'Node'],
    abouts.map(({ command, date, machine }) => [
      `\`${command}\``,
      date,
      `${machine.processors} × ${machine.processor}`,
      `${machine.memoryGb} GB`,
      machine.system,
      machine.node,
    ]),
  );

const packageTable = (abouts: readonly About<string>[]): string =>
  markdownTable(
    ['package', 'version'],
    Object.entries(
      Object.assign({}, ...abouts.map(({ packages }) => packages)) as Record<string, string>,
    ).sort(),
  );
