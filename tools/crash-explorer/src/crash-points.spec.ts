import { expect, test } from '@jest/globals';
import { crashPoints, type PointChoice } from './crash-points';

const [LIST, GET, PUT] = ['s3 ListObjectsV2', 's3 GetObject', 's3 PutObject'];
const CALLS = ['s3 HeadBucket', LIST, GET, PUT, GET, PUT, GET];
const callsOf = (choice: PointChoice): number[] => [
  ...new Set(crashPoints(CALLS, choice).map(({ call }) => call)),
];

test('every chosen call is a point right before it and one right after it', () => {
  expect(crashPoints(CALLS, { kind: 'only', call: 4 })).toEqual([
    { call: 4, moment: 'before' },
    { call: 4, moment: 'after' },
  ]);
});

test('calls are chosen one in so many, or one of each action after the first receive', () => {
  expect(callsOf({ kind: 'every', nth: 1 })).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(callsOf({ kind: 'every', nth: 2 })).toEqual([2, 4, 6]);
  expect(callsOf({ kind: 'one of each' })).toEqual([2, 5, 6]);
});

test('with one of each action, what only reads is a point once', () => {
  const points = crashPoints(CALLS, { kind: 'one of each' });
  expect(points.map(({ call, moment }) => `${moment} ${call}`)).toEqual([
    ...['before 2', 'before 5'],
    ...['before 6', 'after 6'],
  ]);
});
