import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createConcurrencyLimit } from './concurrency-limit';
import { quiet } from './testing/deferred';
import { createFakeSource, fakeDelivery } from './testing/fake-source';
import { createHeldStore } from './testing/fake-store';
import { requestItem } from './testing/request-items';
import { startPipeline } from './testing/start-pipeline';

describe('the limit of concurrency', () => {
  test('is halved by throttling, once in a second however often it is told', () => {
    let now = 0;
    const limit = createConcurrencyLimit(100, () => now);
    for (const at of [0, 1, 999]) {
      now = at;
      limit.noteThrottled();
    }
    expect(limit.limit).toBe(50);
    now = 1000;
    limit.noteThrottled();
    expect(limit.limit).toBe(25);
  });

  test('grows by one with each round of deliveries, up to where it began', () => {
    const limit = createConcurrencyLimit(4, () => 0);
    limit.noteThrottled();
    const limits = Array.from({ length: 8 }, () => {
      limit.noteDone();
      return limit.limit;
    });
    expect(limits).toEqual([2, 3, 3, 3, 4, 4, 4, 4]);
  });

  test('stays between one and where it began, whatever happens', () => {
    const event = fc.record({ throttled: fc.boolean(), after: fc.nat(3000) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.array(event, { maxLength: 200 }), (most, events) => {
        let now = 0;
        const limit = createConcurrencyLimit(most, () => now);
        for (const { throttled, after } of events) {
          now += after;
          if (throttled) limit.noteThrottled();
          else limit.noteDone();
          expect(limit.limit).toBeGreaterThanOrEqual(1);
          expect(limit.limit).toBeLessThanOrEqual(most);
        }
      }),
    );
  });
});

test('a throttled run receives only up to its limit, and its deliveries raise it again', async () => {
  const source = createFakeSource();
  const concurrencyLimit = createConcurrencyLimit(4, () => 0);
  const put = (...ids: string[]) =>
    source.put(
      ...ids.map((id) => fakeDelivery(source.journal, { id, items: [requestItem(id, { widgetId: id })] })),
    );
  put('a', 'b', 'c', 'd');
  const store = createHeldStore();
  const { stop, done } = startPipeline({ source, store, concurrency: 4, concurrencyLimit });
  await quiet();
  concurrencyLimit.noteThrottled();
  store.finish('a');
  await quiet();
  expect([concurrencyLimit.limit, source.limits]).toEqual([2, [4]]);
  store.finish('b');
  await quiet();
  expect([concurrencyLimit.limit, source.limits]).toEqual([3, [4, 1]]);
  stop.abort();
  source.putNothing();
  for (const id of store.underWay) store.finish(id);
  await done;
});
