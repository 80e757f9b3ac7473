import { expect, test } from '@jest/globals';
import { fillTables, placesIn } from './fill-tables';

const README = [
  '# Title',
  '<!-- options: producer -->',
  'old',
  '<!-- /options -->',
  'between',
  '<!-- options: consumer forward -->',
  '<!-- /options -->',
  'end',
].join('\n');

test('every place gets its table, and nothing else changes', () => {
  expect(placesIn(README)).toEqual(['producer', 'consumer forward']);
  const tables = new Map([
    ['producer', '| a |\n'],
    ['consumer forward', '| $& |\n'],
  ]);
  const filled = fillTables(README, tables);
  expect(filled).toBe(
    README.replace('old', '\n| a |\n').replace('forward -->\n', () => 'forward -->\n\n| $& |\n\n'),
  );
  expect(fillTables(filled, tables)).toBe(filled);
});

test('a program without a place is told with the lines that make one', () => {
  expect(() => fillTables(README, new Map([['consumer', '| a |\n']]))).toThrow('<!-- options: consumer -->');
});
