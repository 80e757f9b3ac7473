import { describe, expect, test } from '@jest/globals';
import type { Sleep } from './ports';
import { deferred, quiet } from './testing/deferred';
import { createFakeSource, fakeDelivery, type FakeSource } from './testing/fake-source';
import { createHeldStore, storeOf } from './testing/fake-store';
import { requestItem } from './testing/request-items';
import { startPipeline } from './testing/start-pipeline';

const applyAll = storeOf(() => ({ kind: 'applied' }));

const deliveries = ({ journal }: FakeSource, count: number, name = 'm') =>
  Array.from({ length: count }, (_, at) => {
    const id = `${name}${at}`;
    return fakeDelivery(journal, { id, items: [requestItem(id, { widgetId: id })] });
  });

/** A sleep that ends when the test says so. */
function heldSleep() {
  const wakes: (() => void)[] = [];
  const sleep: Sleep = () => {
    const awake = deferred<void>();
    wakes.push(() => awake.resolve());
    return awake.promise;
  };
  return { sleep, wake: () => wakes.splice(0).forEach((wake) => wake()) };
}

describe('receives of ten', () => {
  test('begin with one, and become more while each is full', async () => {
    const source = createFakeSource('poll', 10);
    const store = createHeldStore();
    const { stop, done } = startPipeline({ source, store, concurrency: 40 });
    await quiet();
    expect(source.limits).toEqual([10]);
    source.put(...deliveries(source, 10, 'a'));
    await quiet();
    expect(source.limits).toEqual([10, 10, 10]);
    source.put(...deliveries(source, 10, 'b'));
    source.put(...deliveries(source, 10, 'c'));
    await quiet();
    expect(source.limits).toEqual([10, 10, 10, 10]);
    stop.abort();
    source.putNothing();
    for (const id of store.started) store.finish(id);
    await done;
  });

  test('never ask together for more than there are free slots', async () => {
    const source = createFakeSource('poll', 10);
    source.waiting.push(...deliveries(source, 500));
    const store = createHeldStore();
    const { done } = startPipeline({ source, store, concurrency: 35, stopWhenEmpty: true });
    for (;;) {
      await quiet();
      expect(store.underWay.length).toBeLessThanOrEqual(35);
      if (store.underWay.length === 0) break;
      for (const id of store.underWay.slice(0, 7)) store.finish(id);
    }
    expect(store.started).toHaveLength(500);
    source.putNothing();
    await quiet();
    source.putNothing();
    await done;
  });

  test('wait for room for ten, but not for long', async () => {
    const source = createFakeSource('poll', 10);
    const store = createHeldStore();
    const { sleep, wake } = heldSleep();
    const { stop, done } = startPipeline({ source, store, concurrency: 10, sleep });
    await quiet();
    source.put(...deliveries(source, 10, 'a'));
    await quiet();
    for (const id of ['a0', 'a1', 'a2']) store.finish(id);
    await quiet();
    expect(source.limits).toEqual([10]);
    wake();
    await quiet();
    expect(source.limits).toEqual([10, 3]);
    source.put(...deliveries(source, 3, 'b'));
    await quiet();
    for (const id of store.underWay) store.finish(id);
    await quiet();
    expect(source.limits).toEqual([10, 3, 10]);
    stop.abort();
    wake();
    source.putNothing();
    await done;
  });

  test('are one at a time again after one that brought nothing', async () => {
    const source = createFakeSource('poll', 10);
    const { stop, done } = startPipeline({ source, store: applyAll, concurrency: 40 });
    await quiet();
    source.put(...deliveries(source, 10));
    await quiet();
    expect(source.limits).toEqual([10, 10, 10]);
    source.putNothing();
    await quiet();
    source.putNothing();
    await quiet();
    expect(source.limits).toEqual([10, 10, 10, 10]);
    stop.abort();
    source.putNothing();
    await done;
  });

  test('that fail together are one reason to pause, and begin again with one', async () => {
    const source = createFakeSource('poll', 10);
    const { sleep, wake } = heldSleep();
    const { stop, done, log } = startPipeline({ source, store: applyAll, concurrency: 40, sleep });
    await quiet();
    source.put(...deliveries(source, 10));
    await quiet();
    source.fail(new Error('refused'));
    source.fail(new Error('refused'));
    await quiet();
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(2);
    expect(source.limits).toEqual([10, 10, 10]);
    wake();
    await quiet();
    expect(source.limits).toEqual([10, 10, 10, 10]);
    stop.abort();
    source.putNothing();
    await done;
  });
});

describe('with receives side by side', () => {
  test('a run has exactly the number of requests that it is to do', async () => {
    const source = createFakeSource('answer', 10);
    source.waiting.push(...deliveries(source, 100));
    const { done, tally } = startPipeline({ source, store: applyAll, concurrency: 50, maxRequests: 37 });
    await done;
    expect([tally.final, source.waiting.length]).toEqual([37, 63]);
  });

  test('two that found nothing at the same time do not show that nothing is left', async () => {
    const source = createFakeSource('poll', 10);
    const { done } = startPipeline({ source, store: applyAll, concurrency: 40, stopWhenEmpty: true });
    await quiet();
    source.put(...deliveries(source, 10));
    await quiet();
    expect(source.limits).toHaveLength(3);
    source.putNothing();
    source.putNothing();
    await quiet();
    expect([source.limits.length, source.journal.includes('closed')]).toEqual([4, false]);
    source.putNothing();
    await done;
    expect(source.limits).toHaveLength(4);
  });

  test('nobody asks whether anything is left before all of them have ended', async () => {
    const source = createFakeSource('poll', 10);
    let asked = 0;
    source.isDrained = () => {
      asked += 1;
      return Promise.resolve(true);
    };
    const { done } = startPipeline({ source, store: applyAll, concurrency: 60, stopWhenEmpty: true });
    await quiet();
    source.put(...deliveries(source, 10, 'a'));
    await quiet();
    source.put(...deliveries(source, 10, 'b'));
    await quiet();
    expect(source.limits).toHaveLength(5);
    source.putNothing();
    source.putNothing();
    await quiet();
    expect([source.limits.length, asked]).toEqual([5, 0]);
    source.putNothing();
    await quiet();
    source.putNothing();
    await done;
    expect([source.limits.length, asked]).toEqual([6, 1]);
  });

  test('a run that is stopped gives back what each of them brings', async () => {
    const source = createFakeSource('poll', 10);
    const { stop, done } = startPipeline({ source, store: applyAll, concurrency: 40 });
    await quiet();
    source.put(...deliveries(source, 10, 'a'));
    await quiet();
    stop.abort();
    source.put(...deliveries(source, 1, 'b'));
    source.put(...deliveries(source, 1, 'c'));
    await done;
    expect(source.journal.slice(10)).toEqual(['b0 released now', 'c0 released now', 'closed']);
  });
});
