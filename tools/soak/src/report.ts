import type { SoakResult } from './soak-once';

const HEAD = [
  'store',
  'seed',
  'requests',
  'kills',
  'redeliveries',
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
  const { store, seed, requests, kills, redeliveries, deadLetters, orphans, seconds } = result;
  const counts = ['missing', 'wrong', 'extra'].map(
    (kind) => result.differences.filter((difference) => difference.kind === kind).length,
  );
  return rowOf(
    [store, seed, requests, kills, redeliveries, ...counts, deadLetters, orphans, Math.round(seconds)].map(
      String,
    ),
  );
}

/** Differences that the promise leaves room for. */
const excusedOf = ({ differences }: SoakResult): SoakResult['differences'] =>
  differences.filter(({ explanation }) => explanation === 'killed between a late insert and its check');

/** What is wrong with a result, a line each; none when all is right. */
export function problemsOf(result: SoakResult): string[] {
  const { differences, deadLetters, failures } = result;
  const excused = new Set(excusedOf(result));
  return [
    ...failures,
    ...differences.filter((difference) => !excused.has(difference)).map(describe),
    ...(deadLetters === 0 ? [] : [`${deadLetters} valid requests are among the dead letters`]),
  ];
}

const describe = (difference: SoakResult['differences'][number]): string => JSON.stringify(difference);

/** The differences that are excused, a line each. */
export const excusesOf = (result: SoakResult): string[] => excusedOf(result).map(describe);

const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
