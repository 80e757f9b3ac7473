import { expect, test } from '@jest/globals';
import { atMostEvery } from './at-most-every';

test('asks again only when the period is over, and shares what it was told meanwhile', async () => {
  let now = 0;
  let asked = 0;
  const ask = atMostEvery(
    15,
    () => now,
    () => Promise.resolve((asked += 1)),
  );
  expect(asked).toBe(0);
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  now = 14;
  expect(await ask()).toBe(1);
  now = 15;
  expect(await ask()).toBe(2);
});

test('a failure is no answer, and is not repeated before the period is over', async () => {
  let now = 0;
  let asked = 0;
  const fail = atMostEvery(
    15,
    () => now,
    () => {
      asked += 1;
      return Promise.reject(new Error('away'));
    },
  );
  expect([await fail(), await fail()]).toEqual([undefined, undefined]);
  expect(asked).toBe(1);
  now = 15;
  await fail();
  expect(asked).toBe(2);
});
