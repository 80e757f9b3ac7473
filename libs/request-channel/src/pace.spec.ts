import { expect, test } from '@jest/globals';
import { createPace } from './pace';

const NEVER = new AbortController().signal;

function paceAt(perSecond: number) {
  let now = 1000;
  const monotonic = () => now;
  const sleep = (milliseconds: number) => Promise.resolve(void (now += Math.max(0, milliseconds)));
  return {
    pace: createPace(perSecond, { monotonic, sleep }),
    now: () => now,
    pass: (milliseconds: number) => (now += milliseconds),
  };
}

test('the first begin at once, and each that follows when those before have had their time', async () => {
  const { pace, now } = paceAt(50);
  await pace(10, NEVER);
  expect(now()).toBe(1000);
  await pace(10, NEVER);
  expect(now()).toBe(1200);
  await pace(1, NEVER);
  expect(now()).toBe(1400);
});

test('time that passed unused is not made up for', async () => {
  const { pace, now, pass } = paceAt(10);
  await pace(1, NEVER);
  pass(5000);
  await pace(1, NEVER);
  expect(now()).toBe(6000);
  await pace(1, NEVER);
  expect(now()).toBe(6100);
});
