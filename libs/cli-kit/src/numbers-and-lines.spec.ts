import { expect, test } from '@jest/globals';
import { formatCount, formatDuration } from './format-numbers';
import { createProgress } from './progress';
import { formatSummary } from './summary';
import { wrapText } from './wrap-text';

test.each([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [12_345, '12.3 s'],
  [59_999, '1 min 00 s'],
  [245_000, '4 min 05 s'],
  [7_380_000, '2 h 03 min'],
])('%d ms is shown as %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

test('counts get separators of thousands', () => {
  expect(formatCount(1234567.89)).toBe('1,234,567.9');
});

test('progress lines come at most once an interval, and are made only then', () => {
  let time = 0;
  let made = 0;
  const lines: string[] = [];
  const progress = createProgress({ write: (line) => lines.push(line), now: () => time });
  const describe = (): string => `${(made += 1)} at ${time}`;
  for (time = 0; time <= 6_500; time += 500) progress.update(describe);
  expect(lines).toEqual(['1 at 2000', '2 at 4000', '3 at 6000']);
  expect(made).toBe(3);
});

test('a summary aligns its labels and numbers', () => {
  expect(
    formatSummary('Done', [
      ['requests', 1000],
      ['failed', 3],
      ['rate', '412 a second'],
    ]),
  ).toBe('Done\n  requests  1,000\n  failed        3\n  rate      412 a second');
  expect(formatSummary('Done', [])).toBe('Done');
});

test('text is broken at spaces, and a word that is too long stands alone', () => {
  expect(wrapText('a bb ccc dddddddddd e', 5)).toEqual(['a bb', 'ccc', 'dddddddddd', 'e']);
});
