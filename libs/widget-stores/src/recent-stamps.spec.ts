import { expect, test } from '@jest/globals';
import { createRecentStamps } from './recent-stamps';

test('the stamps added last are remembered, and only as many as fit', () => {
  const recent = createRecentStamps(2);
  for (const stamp of ['a', 'b', 'c']) recent.add(stamp);
  expect(['a', 'b', 'c'].map((stamp) => recent.has(stamp))).toEqual([false, true, true]);
});

test('a stamp added again is as one added last', () => {
  const recent = createRecentStamps(2);
  for (const stamp of ['a', 'b', 'a', 'c']) recent.add(stamp);
  expect(['a', 'b', 'c'].map((stamp) => recent.has(stamp))).toEqual([true, false, true]);
});
