/** What several rounds came to. */
export type Spread = { readonly median: number; readonly least: number; readonly most: number };

/** Of no values all is `NaN`. The median of an even number lies halfway between the middle two. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    least: at(0),
    most: at(sorted.length - 1),
  };
}

/** Three digits are enough: `0.123`, `4.56`, `78.9`, `123`, `1,234`. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `3.80 (3.60–4.10)`; one value alone has no spread. */
export const formatSpread = ({ median, least, most }: Spread): string =>
  least === most
    ? formatNumber(median)
    : `${formatNumber(median)} (${formatNumber(least)}–${formatNumber(most)})`;
