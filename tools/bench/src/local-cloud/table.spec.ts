import { expect, test } from '@jest/globals';
import { renderTable } from './table';

test('rounds become a median with the least and the greatest, with a star when one was not done', () => {
  const of = (server: string, value: number, isWhole = true) => ({ what: 'send', server, value, isWhole });
  const results = [of('a', 4.13), of('b', 12.4), of('a', 3.61), of('a', 3.8), of('b', 20.6, false)];
  expect(renderTable(results)).toBe(
    [
      '|      | a             | b           |',
      '| ---- | ------------- | ----------- |',
      '| send | 3.8 (3.6–4.1) | 21 (12–21)* |',
    ].join('\n'),
  );
});
