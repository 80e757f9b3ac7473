import { expect, test } from '@jest/globals';
import { startupRows, startupTable } from './startup-table';

test('a help may take half as much again as an empty script and 300 ms; work has no limit', () => {
  const helps = new Map([
    ['empty', [40, 60, 50]],
    ['quick', [375]],
    ['slow', [376]],
  ]);
  const rows = startupRows(helps, new Map([['work', [900]]]));
  expect(startupTable(rows)).toBe(
    [
      '|       |               ms | limit, ms | met |',
      '| ----- | ---------------: | --------: | --: |',
      '| empty | 50.0 (40.0–60.0) |           |     |',
      '| quick |              375 |       375 | yes |',
      '| slow  |              376 |       375 |  no |',
      '| work  |              900 |           |     |',
    ].join('\n'),
  );
});
