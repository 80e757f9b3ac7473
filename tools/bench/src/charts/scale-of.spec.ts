import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ticksTo } from './scale-of';

test.each([
  [310, [0, 100, 200, 300, 400]],
  [1000, [0, 200, 400, 600, 800, 1000]],
  [5.2, [0, 1, 2, 3, 4, 5, 6]],
  [0, [0, 1]],
])('up to %d the ticks are %j', (most, ticks) => {
  expect(ticksTo(most)).toEqual(ticks);
});

test('ticks are few, evenly spaced, and end at or right above the greatest value', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (most) => {
      const ticks = ticksTo(most);
      const [end, before] = [ticks.at(-1)!, ticks.at(-2)!];
      expect(ticks.length).toBeLessThanOrEqual(8);
      expect(end * (1 + 1e-8)).toBeGreaterThanOrEqual(most);
      expect(before).toBeLessThan(most);
    }),
  );
});
