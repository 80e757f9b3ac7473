import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { restartDelay } from './restarts';
import { shareOut } from './shares';

test('shares add up to all, differ by one at most, and none is a share of nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 64 }), (all, workers) => {
      const shares = shareOut(all, workers);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(all);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      expect(Math.min(...shares)).toBeGreaterThan(0);
      expect(shares).toHaveLength(Math.min(all, workers));
    }),
  );
});

test('without a limit no share has one', () => {
  expect(shareOut(0, 3)).toEqual([0, 0, 0]);
});

test('a worker that dies again and again waits twice as long each time, and in the end stays dead', () => {
  const deaths = [0, 1000, 3000, 6000, 11_000, 20_000];
  expect(deaths.map((_, at) => restartDelay(deaths.slice(0, at + 1)))).toEqual([
    500,
    1000,
    2000,
    4000,
    8000,
    undefined,
  ]);
});

test('deaths of long ago are forgotten', () => {
  expect(restartDelay([0, 10_000, 20_000, 30_000, 40_000, 75_000])).toBe(4000);
});
