import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatNumber, formatSpread, spreadOf } from './statistics';

test('a median lies in the middle, of an even number halfway between the middle two', () => {
  expect(spreadOf([5, 1, 3])).toEqual({ median: 3, least: 1, most: 5 });
  expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, least: 1, most: 4 });
  expect(spreadOf([])).toEqual({ median: NaN, least: NaN, most: NaN });
});

test('as many values lie below the median as above it, whatever their order', () => {
  const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 });
  fc.assert(
    fc.property(values, (some) => {
      const { median, least, most } = spreadOf(some);
      const [below, above] = [some.filter((v) => v < median).length, some.filter((v) => v > median).length];
      expect(Math.abs(below - above)).toBeLessThanOrEqual(some.length - below - above);
      expect([least, most]).toEqual([Math.min(...some), Math.max(...some)]);
    }),
  );
});

test.each([
  [0.1234, '0.12'],
  [4.5, '4.50'],
  [78.94, '78.9'],
  [1234.5, '1,235'],
  [NaN, '–'],
])('%d is written %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test('a spread is told unless there was one round only', () => {
  expect(formatSpread({ median: 2, least: 1, most: 3 })).toBe('2.00 (1.00–3.00)');
  expect(formatSpread({ median: 2, least: 2, most: 2 })).toBe('2.00');
});
