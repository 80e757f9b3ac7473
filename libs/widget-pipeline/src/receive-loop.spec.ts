import { describe, expect, test } from '@jest/globals';
import { CannotContinue } from './errors';
import { quiet } from './testing/deferred';
import { createFakeSource, fakeDelivery } from './testing/fake-source';
import { createHeldStore, storeOf } from './testing/fake-store';
import { requestItem } from './testing/request-items';
import { startPipeline } from './testing/start-pipeline';

const applyAll = storeOf(() => ({ kind: 'applied' }));

/** A source and deliveries of one request each, named alike, each for its own widget. */
function withDeliveries(...ids: string[]) {
  const source = createFakeSource();
  source.put(...ids.map((id) => one(source, id)));
  return source;
}
const one = ({ journal }: { journal: string[] }, id: string) =>
  fakeDelivery(journal, { id, items: [requestItem(id, { widgetId: id })] });

describe('free slots', () => {
  test('bound what is in hand', async () => {
    const source = withDeliveries('a', 'b', 'c', 'd', 'e');
    const store = createHeldStore();
    const { stop, done } = startPipeline({ source, store, concurrency: 3 });
    await quiet();
    expect(source.limits).toEqual([3]);
    expect(store.started).toEqual(['a', 'b', 'c']);
    expect(source.waiting.map(({ id }) => id)).toEqual(['d', 'e']);
    stop.abort();
    for (const id of ['a', 'b', 'c']) store.finish(id);
    await done;
  });

  test('are refilled at once while others are still busy, not batch after batch', async () => {
    const source = withDeliveries('a', 'b', 'c', 'd', 'e');
    const store = createHeldStore();
    const { stop, done } = startPipeline({ source, store, concurrency: 3 });
    await quiet();
    store.finish('b');
    await quiet();
    expect(store.started).toEqual(['a', 'b', 'c', 'd']);
    store.finish('d');
    await quiet();
    expect(store.started).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(source.limits).toEqual([3, 1, 1]);
    stop.abort();
    for (const id of ['a', 'c', 'e']) store.finish(id);
    await done;
  });

  test('are all asked for when a poll brought less', async () => {
    const source = withDeliveries('a');
    const store = createHeldStore();
    const { stop, done } = startPipeline({ source, store, concurrency: 3 });
    await quiet();
    expect(source.limits).toEqual([3, 2]);
    stop.abort();
    source.putNothing();
    store.finish('a');
    await done;
  });

  test('are free before the settlement is through, up to 1,500 settlements', async () => {
    const source = createFakeSource();
    const acknowledge = () => new Promise<void>(() => undefined);
    const ids = Array.from({ length: 1600 }, (_, at) => String(at));
    source.put(...ids.map((id) => ({ ...one(source, id), acknowledge })));
    startPipeline({ source, store: applyAll, concurrency: 1 });
    await quiet();
    expect(source.waiting).toHaveLength(100);
  });
});

describe('a receive that fails', () => {
  test('is logged and tried again after a pause that doubles up to 20 seconds', async () => {
    const source = withDeliveries('a');
    source.failures.push(...Array.from({ length: 8 }, () => new Error('refused')));
    const { stop, done, pauses, log } = startPipeline({ source, store: applyAll });
    await quiet();
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
    expect(log.lines[0]).toEqual({
      level: 'error',
      fields: { reason: 'refused' },
      message: 'could not receive',
    });
    expect(source.journal).toEqual(['a acknowledged']);
    stop.abort();
    source.putNothing();
    await done;
  });

  test('after one that succeeded pauses for a short while again', async () => {
    const source = createFakeSource();
    source.failures.push(new Error('1'), new Error('2'));
    const { stop, done, pauses } = startPipeline({ source, store: applyAll });
    await quiet();
    source.failures.push(new Error('3'));
    source.putNothing();
    await quiet();
    expect(pauses).toEqual([500, 1000, 500]);
    stop.abort();
    source.putNothing();
    await done;
  });

  test('pauses no longer once the run is stopped', async () => {
    const source = createFakeSource();
    source.failures.push(new Error('refused'));
    const { stop, done } = startPipeline({
      source,
      store: applyAll,
      sleep: (_, signal) => new Promise((wake) => signal?.addEventListener('abort', () => wake())),
    });
    await quiet();
    stop.abort();
    await done;
    expect(source.limits).toHaveLength(1);
  });

  test('for good ends the run with its failure', async () => {
    const source = createFakeSource();
    const error = new CannotContinue('no such queue');
    source.failures.push(error);
    const { done } = startPipeline({ source, store: applyAll });
    await expect(done).rejects.toBe(error);
    expect([source.limits.length, source.journal]).toEqual([1, ['closed']]);
  });
});

describe('a run that is stopped', () => {
  test('before it began receives nothing, and closes its source', async () => {
    const source = withDeliveries('a');
    const stop = new AbortController();
    stop.abort();
    await startPipeline({ source, store: applyAll }, stop).done;
    expect([source.limits, source.journal]).toEqual([[], ['closed']]);
  });

  test('gives back at once what its outstanding poll brings, and finishes what is in hand', async () => {
    const source = withDeliveries('a');
    const store = createHeldStore();
    const { stop, done } = startPipeline({ source, store });
    await quiet();
    stop.abort();
    await quiet();
    source.put(one(source, 'b'), one(source, 'c'));
    await quiet();
    expect(source.journal).toEqual(['b released now', 'c released now']);
    store.finish('a');
    await done;
    expect(source.journal.slice(2)).toEqual(['a acknowledged', 'closed']);
    expect(source.limits).toHaveLength(2);
  });

  test('finishes also what waits in a lane', async () => {
    const source = createFakeSource();
    source.put(...['1', '2'].map((id) => fakeDelivery(source.journal, { id, items: [requestItem(id)] })));
    const store = createHeldStore();
    const { stop, done } = startPipeline({ source, store });
    await quiet();
    stop.abort();
    source.putNothing();
    store.finish('1');
    await quiet();
    store.finish('2');
    await done;
    expect(source.journal).toEqual(['1 acknowledged', '2 acknowledged', 'closed']);
  });

  test('gives back the rest when one of them cannot be given back', async () => {
    const source = createFakeSource();
    const { stop, done } = startPipeline({ source, store: applyAll });
    await quiet();
    stop.abort();
    const release = () => Promise.reject(new Error('expired'));
    source.put({ ...one(source, 'a'), release }, one(source, 'b'));
    await done;
    expect(source.journal).toEqual(['b released now', 'closed']);
  });

  test('while all slots are taken ends when they are free, without another receive', async () => {
    const source = withDeliveries('a', 'b');
    const store = createHeldStore();
    const { stop, done } = startPipeline({ source, store, concurrency: 1 });
    await quiet();
    stop.abort();
    store.finish('a');
    await done;
    expect(source.waiting.map(({ id }) => id)).toEqual(['b']);
    expect(source.journal).toEqual(['a acknowledged', 'closed']);
  });
});

describe('with a number of requests to do', () => {
  test('a run ends after exactly that many, and leaves the rest where it is', async () => {
    const source = withDeliveries(...'abcdefghij');
    const { done, tally } = startPipeline({ source, store: applyAll, concurrency: 3, maxRequests: 7 });
    await done;
    expect(tally.final).toBe(7);
    expect(source.waiting.map(({ id }) => id)).toEqual(['h', 'i', 'j']);
    expect(source.journal.filter((line) => line.endsWith('acknowledged'))).toHaveLength(7);
  });

  test.each([1, 2, 3, 4, 5])(
    'a run never holds more than are left to do (concurrency %d)',
    async (concurrency) => {
      const source = withDeliveries(...'abcdefghij');
      const store = createHeldStore();
      const { done, tally } = startPipeline({ source, store, concurrency, maxRequests: 4 });
      for (let finished = 0; finished < 4; finished += 1) {
        await quiet();
        expect(store.started.length).toBe(Math.min(4, finished + concurrency));
        store.finish(store.started[finished]!);
      }
      await done;
      expect([tally.final, source.waiting.length]).toEqual([4, 6]);
    },
  );

  test('a run does not count retries', async () => {
    const source = withDeliveries(...'abcdef');
    const store = storeOf(({ requestId }) =>
      'ace'.includes(requestId) ? { kind: 'retry', reason: 'later', when: 'later' } : { kind: 'applied' },
    );
    const { done, tally } = startPipeline({ source, store, concurrency: 2, maxRequests: 3 });
    await done;
    expect(tally.final).toBe(3);
    expect(tally.counts.get('update')?.get('retry')).toBe(3);
    expect(source.journal).toContain('e released later');
  });

  test('a run counts every final outcome, also of what was no request', async () => {
    const source = createFakeSource();
    const kinds = ['finished', 'invalid', 'unavailable', 'finished', 'invalid'] as const;
    source.put(
      ...kinds.map((kind, at) =>
        fakeDelivery(source.journal, { id: String(at), items: [{ kind, reason: 'r' }] }),
      ),
    );
    const { done, tally } = startPipeline({ source, store: applyAll, concurrency: 1, maxRequests: 3 });
    await done;
    expect([tally.final, source.waiting.length]).toEqual([3, 1]);
    expect(tally.counts.get('unreadable')).toEqual(
      new Map([
        ['duplicate', 2],
        ['refused', 1],
        ['retry', 1],
      ]),
    );
  });
});

describe('told to stop when empty', () => {
  test('a run ends after two receives in a row that bring nothing', async () => {
    const source = createFakeSource('answer');
    await startPipeline({ source, store: applyAll, stopWhenEmpty: true }).done;
    expect(source.limits).toHaveLength(2);
  });

  test('a run starts to count again after a receive that brings something', async () => {
    const source = createFakeSource();
    const { done } = startPipeline({ source, store: applyAll, stopWhenEmpty: true });
    source.putNothing();
    await quiet();
    source.put(one(source, 'a'));
    await quiet();
    source.putNothing();
    await quiet();
    expect(source.journal).toEqual(['a acknowledged']);
    source.putNothing();
    await done;
  });

  test('a run starts to count again after a receive that fails', async () => {
    const source = createFakeSource();
    const { done } = startPipeline({ source, store: applyAll, stopWhenEmpty: true });
    await quiet();
    source.failures.push(new Error('refused'));
    source.putNothing();
    await quiet();
    source.putNothing();
    await quiet();
    expect(source.journal).toEqual([]);
    source.putNothing();
    await done;
  });

  test('a run goes on while the source says that something is left', async () => {
    const source = createFakeSource('answer');
    const answers = [false, false, true];
    source.isDrained = () => Promise.resolve(answers.shift()!);
    await startPipeline({ source, store: applyAll, stopWhenEmpty: true }).done;
    expect(source.limits).toHaveLength(4);
  });

  test('a run that cannot tell whether something is left goes on', async () => {
    const source = createFakeSource('answer');
    let asked = 0;
    source.isDrained = () => ((asked += 1) < 2 ? Promise.reject(new Error('denied')) : Promise.resolve(true));
    const { done, log } = startPipeline({ source, store: applyAll, stopWhenEmpty: true });
    await done;
    expect(asked).toBe(2);
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'could not tell whether anything is left' }]);
  });

  test('a run that can never tell ends with that failure', async () => {
    const source = createFakeSource('answer');
    const error = new CannotContinue('the queue is gone');
    source.isDrained = () => Promise.reject(error);
    await expect(startPipeline({ source, store: applyAll, stopWhenEmpty: true }).done).rejects.toBe(error);
  });

  test('a run is not at its end while work is in hand, which may yet come back', async () => {
    const source = createFakeSource('answer');
    const again = one(source, 'a');
    const release = () => {
      source.waiting.push(again);
      return Promise.resolve();
    };
    source.waiting.push({ ...again, release });
    const store = createHeldStore();
    const { done } = startPipeline({ source, store, stopWhenEmpty: true });
    await quiet();
    store.finish('a', { kind: 'retry', reason: 'throttled', when: 'later' });
    await quiet();
    store.finish('a');
    await done;
    expect(store.started).toEqual(['a', 'a']);
    expect(source.journal).toEqual(['a acknowledged', 'closed']);
  });

  test('a run is not at its end while a settlement is under way', async () => {
    const source = createFakeSource('answer');
    let settle: () => void = () => undefined;
    const acknowledge = () => new Promise<void>((resolve) => (settle = resolve));
    source.waiting.push({ ...one(source, 'a'), acknowledge });
    let asked = false;
    source.isDrained = () => {
      asked = true;
      return Promise.resolve(true);
    };
    const { done } = startPipeline({ source, store: applyAll, stopWhenEmpty: true });
    await quiet();
    expect(asked).toBe(false);
    settle();
    await done;
    expect(asked).toBe(true);
  });
});
