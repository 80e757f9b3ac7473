import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CannotContinue } from './errors';
import type { Outcome } from './outcome';
import type { ReadItem, WidgetStore } from './ports';
import { deferred, quiet } from './testing/deferred';
import { createFakeSource, fakeDelivery, type FakeDelivery } from './testing/fake-source';
import { createHeldStore, storeOf } from './testing/fake-store';
import { requestItem } from './testing/request-items';
import { startPipeline } from './testing/start-pipeline';

const applyAll = storeOf(() => ({ kind: 'applied' }));

/** Runs these deliveries to their end, and gives the journal of what was done with them. */
async function journalOf(store: WidgetStore, ...deliveries: FakeDelivery[]) {
  const source = createFakeSource('answer');
  source.put(...deliveries.map((delivery) => fakeDelivery(source.journal, delivery)));
  const { done, log, tally } = startPipeline({ source, store, stopWhenEmpty: true });
  await done;
  return { journal: source.journal, log, tally };
}

describe('a delivery', () => {
  test.each<[Outcome, string]>([
    [{ kind: 'applied' }, 'm acknowledged'],
    [{ kind: 'duplicate', reason: 'r' }, 'm acknowledged'],
    [{ kind: 'superseded', reason: 'r' }, 'm acknowledged'],
    [{ kind: 'missing', reason: 'r', mayCome: true }, 'm acknowledged'],
    [{ kind: 'refused', reason: 'too large' }, 'm refused: too large'],
    [{ kind: 'retry', reason: 'r', when: 'later' }, 'm released later'],
    [{ kind: 'retry', reason: 'r', when: 'soon' }, 'm released soon'],
    [{ kind: 'retry', reason: 'r', when: 'for-widget' }, 'm released for-widget'],
  ])('with the outcome %j is settled once: %s', async (outcome, line) => {
    const { journal, tally } = await journalOf(
      storeOf(() => outcome),
      { id: 'm', items: [requestItem('r')] },
    );
    expect(journal).toEqual([line, 'closed']);
    expect(tally.counts).toEqual(new Map([['update', new Map([[outcome.kind, 1]])]]));
  });

  test.each<[ReadItem, string]>([
    [{ kind: 'finished', reason: 'gone' }, 'm acknowledged'],
    [{ kind: 'invalid', reason: 'no owner' }, 'm refused: no owner'],
    [{ kind: 'unavailable', reason: 'denied' }, 'm released later'],
  ])('that holds %j is settled once: %s', async (item, line) => {
    expect((await journalOf(applyAll, { id: 'm', items: [item] })).journal).toEqual([line, 'closed']);
  });

  test('without any request is acknowledged', async () => {
    expect((await journalOf(applyAll, { id: 'm', items: [] })).journal).toEqual(['m acknowledged', 'closed']);
  });

  test('with several requests is acknowledged once, after all of them', async () => {
    const source = createFakeSource();
    const items = ['1', '2', '3'].map((id) => requestItem(id, { widgetId: id }));
    source.put(fakeDelivery(source.journal, { id: 'm', items }));
    const store = createHeldStore();
    const { stop, done, tally } = startPipeline({ source, store });
    await quiet();
    for (const id of ['2', '1']) store.finish(id);
    await quiet();
    expect(source.journal).toEqual([]);
    store.finish('3');
    await quiet();
    expect(source.journal).toEqual(['m acknowledged']);
    expect(tally.final).toBe(3);
    stop.abort();
    source.putNothing();
    await done;
  });

  test('with several requests of one widget applies them one after the other', async () => {
    const source = createFakeSource();
    source.put(
      fakeDelivery(source.journal, { id: 'm', items: ['1', '3', '2'].map((id) => requestItem(id)) }),
    );
    const store = createHeldStore();
    const { stop, done } = startPipeline({ source, store });
    for (const id of ['1', '2', '3']) {
      await quiet();
      store.finish(id);
    }
    stop.abort();
    source.putNothing();
    await done;
    expect(store.started).toEqual(['1', '2', '3']);
  });

  test('with a good and a bad request is refused, for the bad one’s reason, and the good one is applied', async () => {
    const items: ReadItem[] = [requestItem('1'), { kind: 'invalid', reason: 'no owner' }];
    const { journal, tally } = await journalOf(applyAll, { id: 'm', items });
    expect(journal).toEqual(['m refused: no owner', 'closed']);
    expect(tally.final).toBe(2);
  });

  test('that cannot be read comes again, and holds up nobody', async () => {
    const read = () => Promise.reject(new Error('connection reset'));
    const { journal, log } = await journalOf(
      applyAll,
      { id: 'a', read },
      { id: 'b', items: [requestItem('r')] },
    );
    expect(journal.sort()).toEqual(['a released soon', 'b acknowledged', 'closed']);
    expect(log.lines).toContainEqual({
      level: 'error',
      fields: { delivery: 'a', reason: 'connection reset' },
      message: 'could not be read',
    });
  });

  test('that cannot be settled is logged, frees its place, and stops nothing', async () => {
    const acknowledge = () => Promise.reject(new Error('handle expired'));
    const { journal, log } = await journalOf(
      applyAll,
      { id: 'a', items: [requestItem('1')], acknowledge },
      { id: 'b', items: [requestItem('2')] },
    );
    expect(journal).toEqual(['b acknowledged', 'closed']);
    expect(log.lines).toContainEqual({
      level: 'error',
      fields: { delivery: 'a', settlement: 'acknowledge', reason: 'handle expired' },
      message: 'could not be settled and comes again',
    });
  });

  test('whose lease is lost before its turn is not applied', async () => {
    const source = createFakeSource();
    const lease = new AbortController();
    const items = (id: string) => [requestItem(id)];
    source.put(
      fakeDelivery(source.journal, { id: 'a', items: items('1') }),
      fakeDelivery(source.journal, { id: 'b', items: items('2'), leaseLost: lease.signal }),
    );
    const store = createHeldStore();
    const { stop, done, tally } = startPipeline({ source, store });
    await quiet();
    lease.abort();
    store.finish('1');
    await quiet();
    stop.abort();
    source.putNothing();
    await done;
    expect(store.started).toEqual(['1']);
    expect(tally.counts.get('update')?.get('retry')).toBe(1);
    expect(source.journal).not.toContain('b acknowledged');
  });
});

describe('a store that fails', () => {
  const failing: WidgetStore = { apply: () => Promise.reject(new Error('throttled')) };

  test('makes the delivery come again soon, and the next request of the widget has its turn', async () => {
    let calls = 0;
    const once: WidgetStore = {
      apply: () =>
        (calls += 1) === 1 ? Promise.reject(new Error('throttled')) : Promise.resolve({ kind: 'applied' }),
    };
    const { journal } = await journalOf(
      once,
      { id: 'a', items: [requestItem('1')] },
      { id: 'b', items: [requestItem('2')] },
    );
    expect(journal).toEqual(['a released soon', 'b acknowledged', 'closed']);
  });

  test('is logged with the request and its widget', async () => {
    const item = requestItem('request-1', { widgetId: 'widget-1' });
    const { log } = await journalOf(failing, { id: 'm', items: [item] });
    expect(log.lines.filter(({ level }) => level !== 'debug')).toMatchObject([
      {
        level: 'warn',
        fields: { delivery: 'm', requestId: 'request-1', widgetId: 'widget-1', reason: 'throttled' },
      },
    ]);
  });

  test('makes the delivery visible at once when the run is stopping anyway', async () => {
    const source = createFakeSource();
    source.put(fakeDelivery(source.journal, { id: 'm', items: [requestItem('r')] }));
    const store = createHeldStore();
    const { stop, done } = startPipeline({ source, store });
    await quiet();
    stop.abort();
    source.putNothing();
    store.fail('r', new Error('throttled'));
    await done;
    expect(source.journal).toEqual(['m released now', 'closed']);
  });
});

describe('a failure that no retry heals', () => {
  const gone = new CannotContinue('the bucket is gone');

  test('stops receiving, lets the work in hand finish, and is what the run rejects with', async () => {
    const source = createFakeSource();
    const deliveries = ['a', 'b', 'c'].map((id) =>
      fakeDelivery(source.journal, { id, items: [requestItem(id, { widgetId: id })] }),
    );
    source.put(...deliveries);
    const store = createHeldStore();
    const { done } = startPipeline({ source, store, concurrency: 2 });
    const rejected = expect(done).rejects.toBe(gone);
    await quiet();
    store.fail('a', gone);
    await quiet();
    expect(source.journal).toEqual(['a released now']);
    store.finish('b');
    await rejected;
    expect(source.journal).toEqual(['a released now', 'b acknowledged', 'closed']);
    expect(source.waiting.map(({ id }) => id)).toEqual(['c']);
  });

  test('is one that the caller knows as such', async () => {
    const source = createFakeSource();
    source.put(fakeDelivery(source.journal, { id: 'm', items: [requestItem('r')] }));
    const error = new Error('ExpiredToken');
    const store: WidgetStore = { apply: () => Promise.reject(error) };
    const { done } = startPipeline({
      source,
      store,
      isFatal: (failure) => failure === error,
      concurrency: 1,
    });
    await expect(done).rejects.toBe(error);
    expect(source.journal).toEqual(['m released now', 'closed']);
  });

  test.each(['read', 'acknowledge', 'refuse', 'release'] as const)('may come from %s', async (call) => {
    const source = createFakeSource();
    const outcomes: Record<typeof call, Outcome> = {
      read: { kind: 'applied' },
      acknowledge: { kind: 'applied' },
      refuse: { kind: 'refused', reason: 'r' },
      release: { kind: 'retry', reason: 'r', when: 'later' },
    };
    const store = storeOf(() => outcomes[call]);
    const fail = () => Promise.reject(gone);
    source.put(fakeDelivery(source.journal, { id: 'm', items: [requestItem('r')], [call]: fail }));
    const { done } = startPipeline({ source, store, concurrency: 1 });
    const rejected = expect(done).rejects.toBe(gone);
    await quiet();
    source.putNothing();
    await rejected;
    expect(source.journal).toEqual(call === 'read' ? ['m released now', 'closed'] : ['closed']);
  });

  test('counts before one that follows from it, such as that the source cannot be closed', async () => {
    const source = createFakeSource();
    source.failures.push(gone);
    source.close = () => Promise.reject(new Error('could not flush'));
    await expect(startPipeline({ source, store: applyAll }).done).rejects.toBe(gone);
  });

  test('is also that the source cannot be closed', async () => {
    const source = createFakeSource('answer');
    source.close = () => Promise.reject(new Error('could not flush'));
    const { done } = startPipeline({ source, store: applyAll, stopWhenEmpty: true });
    await expect(done).rejects.toThrow('could not flush');
  });

  test('in the loop itself still lets the work in hand finish before the source is closed', async () => {
    const source = createFakeSource();
    source.put(fakeDelivery(source.journal, { id: 'm', items: [requestItem('r')] }));
    const store = createHeldStore();
    const { done } = startPipeline({ source, store, sleep: () => Promise.reject(new Error('aborted')) });
    const rejected = expect(done).rejects.toThrow('aborted');
    await quiet();
    source.failures.push(new Error('refused'));
    source.putNothing();
    await quiet();
    store.finish('r');
    await rejected;
    expect(source.journal).toEqual(['m acknowledged', 'closed']);
  });
});

test('the source is closed once, after the last settlement', async () => {
  const source = createFakeSource('answer');
  const settled = deferred<undefined>();
  const acknowledge = async () => {
    await settled.promise;
    source.journal.push('m acknowledged');
  };
  source.put(fakeDelivery(source.journal, { id: 'm', items: [requestItem('r')], acknowledge }));
  const { done } = startPipeline({ source, store: applyAll, maxRequests: 1 });
  await quiet();
  expect(source.journal).toEqual([]);
  settled.resolve(undefined);
  await done;
  expect(source.journal).toEqual(['m acknowledged', 'closed']);
});

describe('requests of one widget', () => {
  test('that are in hand together go by their stamps, whatever the order of arrival', async () => {
    const source = createFakeSource();
    const stamps = ['5', '9', '2', '7'];
    source.put(...stamps.map((id) => fakeDelivery(source.journal, { id, items: [requestItem(id)] })));
    const store = createHeldStore();
    const { stop, done } = startPipeline({ source, store });
    for (const id of ['5', '2', '7', '9']) {
      await quiet();
      store.finish(id);
    }
    stop.abort();
    source.putNothing();
    await done;
    expect(store.started).toEqual(['5', '2', '7', '9']);
  });

  const apart = fc.array(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 3 });
  const load = fc.record({
    widgets: fc.array(apart, { maxLength: 12 }),
    concurrency: fc.integer({ min: 1, max: 6 }),
    failing: fc.infiniteStream(fc.boolean()),
  });

  test('are applied one at a time in the order of arrival, whatever takes how long, and what fails goes back with those behind it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), load, async (scheduler, { widgets, concurrency, failing }) => {
        const source = createFakeSource('answer');
        const sent = widgets.map((ofDelivery, at) =>
          ofDelivery.map((widgetId, index) =>
            requestItem(`${String(at).padStart(2, '0')}-${index}`, { widgetId }),
          ),
        );
        source.put(
          ...sent.map((items, at) => {
            const read = () => scheduler.schedule(Promise.resolve(items));
            return fakeDelivery(source.journal, { id: String(at), read });
          }),
        );
        const busy = new Set<string>();
        const started: string[] = [];
        const overlaps: string[] = [];
        const store: WidgetStore = {
          async apply({ requestId, widgetId }) {
            if (busy.has(widgetId)) overlaps.push(requestId);
            busy.add(widgetId);
            started.push(`${widgetId} ${requestId}`);
            await scheduler.schedule(Promise.resolve());
            busy.delete(widgetId);
            if (failing.next().value) throw new Error('throttled');
            return { kind: 'applied' };
          },
        };
        // Nobody's patience ends.
        const sleep = () => new Promise<never>(() => undefined);
        const { done } = startPipeline({ source, store, concurrency, stopWhenEmpty: true, sleep });
        await scheduler.waitFor(done);

        const arrived = sent.flat().map(({ request }) => `${request.widgetId} ${request.requestId}`);
        const byWidget = (lines: string[]) =>
          ['x', 'y', 'z'].map((id) => lines.filter((line) => line.startsWith(id)));
        expect(overlaps).toEqual([]);
        // Those that waited behind one that goes back are not begun.
        expect(byWidget(started)).toEqual(byWidget(arrived.filter((line) => started.includes(line))));
        expect(byWidget(started).map(([first]) => first)).toEqual(byWidget(arrived).map(([first]) => first));
        expect(source.journal).toHaveLength(sent.length + 1);
      }),
    );
  });

  test('do not make the run hold more than its concurrency, whatever takes how long', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), load, async (scheduler, { widgets, concurrency }) => {
        const source = createFakeSource('answer');
        const undecided = new Set<string>();
        const most = { inHand: 0 };
        source.put(
          ...widgets.map((ofDelivery, at) => {
            const id = String(at);
            const items = ofDelivery.map((widgetId, index) => requestItem(`${id}-${index}`, { widgetId }));
            const read = () => {
              for (const { request } of items) undecided.add(request.requestId);
              most.inHand = Math.max(
                most.inHand,
                new Set([...undecided].map((name) => name.split('-')[0])).size,
              );
              return scheduler.schedule(Promise.resolve(items));
            };
            return fakeDelivery(source.journal, { id, read });
          }),
        );
        const store: WidgetStore = {
          async apply({ requestId }) {
            await scheduler.schedule(Promise.resolve());
            undecided.delete(requestId);
            return { kind: 'applied' };
          },
        };
        await scheduler.waitFor(startPipeline({ source, store, concurrency, stopWhenEmpty: true }).done);
        expect(most.inHand).toBe(Math.min(concurrency, widgets.length));
      }),
    );
  });
});

describe('giving up', () => {
  test('ends a run whose work in hand does not end, after the source has given it back', async () => {
    const source = createFakeSource();
    const run = startPipeline({ source, store: createHeldStore() });
    source.put(fakeDelivery(source.journal, { id: 'm', items: [requestItem('r')] }));
    await quiet();
    run.stop.abort();
    run.giveUp.abort();
    await run.done;
    expect(source.journal).toEqual(['abandoned']);
    expect(run.log.lines.filter(({ level }) => level === 'warn')).toEqual([
      expect.objectContaining({ fields: { inHand: 1, settling: 0 } }),
    ]);
  });

  test('changes nothing when the work has ended before', async () => {
    const source = createFakeSource('answer');
    const run = startPipeline({ source, store: createHeldStore(), stopWhenEmpty: true });
    await run.done;
    run.giveUp.abort();
    await quiet();
    expect(source.journal).toEqual(['closed']);
  });
});
