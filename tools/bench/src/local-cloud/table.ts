import type { Measurement } from './workload';

export type Result = Measurement & { server: string };

/** A Markdown table: a row for what was measured, a column for each server, over all rounds. */
export function renderTable(results: readonly Result[]): string {
  const servers = [...new Set(results.map(({ server }) => server))];
  const rows = [...new Set(results.map(({ what }) => what))].map((what) => [
    what,
    ...servers.map((server) =>
      describeRounds(results.filter((result) => result.what === what && result.server === server)),
    ),
  ]);
  const head = ['', ...servers];
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** `3.8 (3.6–4.1)`: the median, and the least and the greatest when there are several; a star when any is not whole. */
function describeRounds(rounds: readonly Measurement[]): string {
  const sorted = rounds.map(({ value }) => value).sort((a, b) => a - b);
  const [least = NaN, middle = NaN, most = NaN] = [0, Math.floor(sorted.length / 2), -1].map((at) =>
    sorted.at(at),
  );
  const star = rounds.every(({ isWhole }) => isWhole) ? '' : '*';
  return sorted.length === 1
    ? `${round(middle)}${star}`
    : `${round(middle)} (${round(least)}–${round(most)})${star}`;
}

/** Two digits, but no decimals from ten on. */
const round = (value: number): string =>
  value >= 10 ? String(Math.round(value)) : String(Number(value.toPrecision(2)));
