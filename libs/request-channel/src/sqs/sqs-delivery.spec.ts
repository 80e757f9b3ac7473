import { expect, test } from '@jest/globals';
import { growingDelay } from './sqs-delivery';

test('the delay of a message given back doubles with every receive, from one lease to 15 minutes', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map((count) => growingDelay(30, count))).toEqual([
    30, 60, 120, 240, 480, 900, 900,
  ]);
});

test('the delay stays a whole number of seconds that SQS takes, however often a message came', () => {
  for (const count of [32, 33, 1000, 100_000]) expect(growingDelay(1, count)).toBe(900);
});

test('a lease of more than 15 minutes is given back for 15', () => {
  expect(growingDelay(3600, 1)).toBe(900);
});
