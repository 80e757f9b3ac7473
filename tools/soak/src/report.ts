import type { SoakResult } from './soak-once';

const HEAD = [
  'store',
  'seed',
  'requests',
  'kills',
  'lost',
  'wrong',
  'back from the dead',
  'dead letters',
  'orphans',
  'seconds',
];

/** The head of a Markdown table of results. */
export const tableHead = (): string => [rowOf(HEAD), rowOf(HEAD.map(() => '---:'))].join('\n');

/** A result as a row of it. */
export function tableRow(result: SoakResult): string {
  const { store, seed, requests, kills, deadLetters, orphans, seconds } = result;
  const counts = ['missing', 'wrong', 'extra'].map(
    (kind) => result.differences.filter((difference) => difference.kind === kind).length,
  );
  return rowOf(
    [store, seed, requests, kills, ...counts, deadLetters, orphans, Math.round(seconds)].map(String),
  );
}

/** What is wrong with a result, a line each; none when all is right. */
export const problemsOf = ({ differences, deadLetters, failures }: SoakResult): string[] => [
  ...failures,
  ...differences.map((difference) => JSON.stringify(difference)),
  ...(deadLetters === 0 ? [] : [`${deadLetters} valid requests are among the dead letters`]),
];

const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
