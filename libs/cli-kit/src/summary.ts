import { formatCount } from './format-numbers';

/** A label and what stands beside it; numbers get separators of thousands and stand to the right. */
export type SummaryRow = readonly [label: string, value: string | number];

/** A title and aligned rows, for the end of a run. */
export const formatSummary = (title: string, rows: readonly SummaryRow[]): string => {
  const labelWidth = Math.max(0, ...rows.map(([label]) => label.length));
  const numberWidth = Math.max(
    0,
    ...rows.map(([, value]) => (typeof value === 'number' ? formatCount(value).length : 0)),
  );
  const lines = rows.map(([label, value]) => {
    const shown = typeof value === 'number' ? formatCount(value).padStart(numberWidth) : value;
    return `  ${label.padEnd(labelWidth)}  ${shown}`;
  });
  return [title, ...lines].join('\n');
};
