import { markdownTable } from '../compare/markdown-table';
import { formatNumber, formatSpread, spreadOf, type Spread } from '../compare/statistics';
import type { About } from '../compare/write-results';

export type StartupRow = {
  readonly what: string;
  readonly milliseconds: Spread;
  /** How long it may take, where that is said. */
  readonly limitMs?: number;
};

export type StartupResults = { readonly about: About<'startup'>; readonly rows: readonly StartupRow[] };

/** What `--help` may take: half as much again as a script that does nothing, and 300 ms. */
const limitOf = (emptyMs: number): number => 1.5 * emptyMs + 300;

/** @param helps what each start took, by its name, the empty script's first; @param works those without a limit */
export function startupRows(
  helps: ReadonlyMap<string, readonly number[]>,
  works: ReadonlyMap<string, readonly number[]>,
): StartupRow[] {
  const rows = [...helps].map(([what, took]) => ({ what, milliseconds: spreadOf(took) }));
  const limitMs = limitOf(rows[0]?.milliseconds.median ?? NaN);
  return [
    ...rows.map((row, at) => (at === 0 ? row : { ...row, limitMs })),
    ...[...works].map(([what, took]) => ({ what, milliseconds: spreadOf(took) })),
  ];
}

export const startupTable = (rows: readonly StartupRow[]): string =>
  markdownTable(
    ['', 'ms', 'limit, ms', 'met'],
    rows.map(({ what, milliseconds, limitMs }) => [
      what,
      formatSpread(milliseconds),
      ...(limitMs === undefined
        ? ['', '']
        : [formatNumber(limitMs), milliseconds.median <= limitMs ? 'yes' : 'no']),
    ]),
  );
