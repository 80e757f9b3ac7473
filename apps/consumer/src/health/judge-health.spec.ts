import { beforeEach, expect, test } from '@jest/globals';
import { healthRules, judgeHealth } from './judge-health';
import { createVitals, type LiveVitals } from './vitals';

let now: number;
let vitals: LiveVitals;
const rules = healthRules(10, 30);
const reasons = () => judgeHealth(vitals, rules, now);

beforeEach(() => {
  now = 1000;
  vitals = createVitals({ monotonic: () => now });
});

test('a run is silent after three polls, and after a minute at least', () => {
  expect(healthRules(20, 30).silentMs).toBe(60_000);
  expect(healthRules(1, 30).silentMs).toBe(60_000);
  expect(healthRules(30, 30).silentMs).toBe(90_000);
});

test('a run that has just begun is healthy, and one that never receives is not', () => {
  expect(reasons()).toEqual([]);
  now += rules.silentMs;
  expect(reasons()).toEqual([]);
  now += 1;
  expect(reasons()).toEqual(['no receive has succeeded and nothing was finished for 60 s']);
});

test('a receive that finds nothing is a sign of life', () => {
  now += rules.silentMs + 1;
  vitals.received();
  expect(reasons()).toEqual([]);
});

test('a run whose places are all taken is healthy for as long as it finishes something', () => {
  const [first] = [vitals.take(undefined), vitals.take(undefined)];
  now += rules.silentMs;
  vitals.settled(first);
  now += rules.silentMs;
  expect(reasons()).toEqual([]);
  now += 1;
  expect(reasons()).toHaveLength(1);
});

test('three receives that fail in a row are a reason at once, until one succeeds', () => {
  vitals.receiveFailed();
  vitals.receiveFailed();
  expect(reasons()).toEqual([]);
  vitals.receiveFailed();
  expect(reasons()).toEqual(['the last 3 receives failed']);
  vitals.received();
  expect(reasons()).toEqual([]);
});

test('what is in hand for a whole lease after its lease was lost is overdue, until it is settled', () => {
  const [stuck, fine] = [vitals.take(undefined), vitals.take(undefined)];
  vitals.leaseLost(stuck);
  now += rules.overdueMs;
  vitals.received();
  expect(reasons()).toEqual([]);
  now += 1;
  expect(reasons()).toEqual(['1 in hand whose lease is long lost']);
  vitals.settled(fine);
  expect(reasons()).toHaveLength(1);
  vitals.settled(stuck);
  expect(reasons()).toEqual([]);
});
