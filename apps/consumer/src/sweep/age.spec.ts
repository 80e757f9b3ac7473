import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatAge, parseAge } from './age';

test.each([
  ['0s', 0],
  ['90s', 90],
  ['30m', 1800],
  ['12h', 43_200],
  ['4d', 345_600],
])('%s is %d seconds', (text, seconds) => {
  expect(parseAge(text)).toBe(seconds);
});

test.each(['', '4', 'd', '-4d', '4 d', '4w', '1.5h', '4d12h', '٤d'])('"%s" is no age', (text) => {
  expect(parseAge(text)).toBeUndefined();
});

test('an age is told in the largest unit, and means the same again', () => {
  expect([345_600, 43_200, 1800, 90, 0].map(formatAge)).toEqual(['4d', '12h', '30m', '90s', '0s']);
  fc.assert(
    fc.property(fc.nat(1_000_000_000 - 1), (seconds) => {
      expect(parseAge(formatAge(seconds))).toBe(seconds);
    }),
  );
});
