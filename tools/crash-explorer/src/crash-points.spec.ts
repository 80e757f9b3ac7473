import { expect, test } from '@jest/globals';
import { crashPoints, type PointChoice } from './crash-points';

const CALLS = ['list', 'get', 'put', 'get', 'put', 'get'];
const callsOf = (choice: PointChoice): number[] => [
  ...new Set(crashPoints(CALLS, choice).map(({ call }) => call)),
];

test('every chosen call is a point right before it and one right after it', () => {
  expect(crashPoints(CALLS, { kind: 'only', call: 4 })).toEqual([
    { call: 4, moment: 'before' },
    { call: 4, moment: 'after' },
  ]);
});

test('calls are chosen one in so many, or one of each action', () => {
  expect(callsOf({ kind: 'every', nth: 1 })).toEqual([1, 2, 3, 4, 5, 6]);
  expect(callsOf({ kind: 'every', nth: 2 })).toEqual([2, 4, 6]);
  expect(callsOf({ kind: 'one of each' })).toEqual([1, 4, 5]);
});
