import type { Simulated } from './simulate';

/** The runs of one set of rules, counted. */
export type Row = {
  readonly name: string;
  readonly runs: number;
  /** Runs with a difference that nothing explains, or that did not end. */
  readonly bad: number;
  /** Other runs with a widget that came back because a consumer died between a late insert and its look. */
  readonly explained: number;
  readonly missing: number;
  readonly extra: number;
  readonly wrong: number;
  readonly crashes: number;
};

export const emptyRow = (name: string): Row => ({
  ...{ name, runs: 0, bad: 0, explained: 0, missing: 0, extra: 0, wrong: 0, crashes: 0 },
});

/** Whether a run ended, and as it should, but for what a crash explains. */
export const isFlawless = ({ ended, differences }: Simulated): boolean =>
  ended && differences.every(({ explained }) => explained);

export function addTo(row: Row, result: Simulated): Row {
  const count = (kind: Simulated['differences'][number]['kind']): number =>
    result.differences.filter((difference) => difference.kind === kind).length;
  const flawless = isFlawless(result);
  return {
    name: row.name,
    runs: row.runs + 1,
    bad: row.bad + (flawless ? 0 : 1),
    explained: row.explained + (flawless && result.differences.length > 0 ? 1 : 0),
    missing: row.missing + count('missing'),
    extra: row.extra + count('extra'),
    wrong: row.wrong + count('wrong'),
    crashes: row.crashes + result.crashes,
  };
}

const HEAD = ['rules', 'runs', 'bad', 'explained', 'missing', 'back from the dead', 'wrong', 'crashes'];

/** The head of a Markdown table of rows. */
export const tableHead = (): string =>
  [lineOf(HEAD), lineOf(['---', ...HEAD.slice(1).map(() => '---:')])].join('\n');

export const tableRow = ({ name, runs, bad, explained, missing, extra, wrong, crashes }: Row): string =>
  lineOf([name, ...[runs, bad, explained, missing, extra, wrong, crashes].map(String)]);

const lineOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
