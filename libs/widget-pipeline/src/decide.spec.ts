import { describe, expect, test } from '@jest/globals';
import { decide } from './decide';
import { createLanes } from './lanes';
import type { Outcome } from './outcome';
import type { WidgetStore } from './ports';
import { quiet } from './testing/deferred';
import { fakeDelivery } from './testing/fake-source';
import { createHeldStore, storeOf } from './testing/fake-store';
import { requestItem } from './testing/request-items';

function deciding(store: WidgetStore) {
  const errors: unknown[] = [];
  return {
    errors,
    store,
    lanes: createLanes<Outcome>(),
    onError: (error: unknown) => void errors.push(error),
  };
}
const delivery = fakeDelivery([], { id: 'm' });
const never = storeOf(() => {
  throw new Error('the store was asked');
});

describe('what is no request', () => {
  test.each([
    ['finished', 'duplicate'],
    ['invalid', 'refused'],
    ['unavailable', 'retry'],
  ] as const)('and %s has the outcome %s, and never reaches the store', async (kind, outcome) => {
    expect(await decide({ kind, reason: 'because' }, delivery, deciding(never))).toEqual({
      kind: outcome,
      reason: 'because',
      ...(outcome === 'retry' ? { when: 'later' } : {}),
    });
  });
});

describe('a request whose widget is missing', () => {
  const missing = (mayCome: boolean) => storeOf(() => ({ kind: 'missing', reason: 'none there', mayCome }));
  const patient = { ...delivery, canWait: () => Promise.resolve(true) };

  test('is given back to wait for it, as long as its delivery can wait', async () => {
    expect(await decide(requestItem('r'), patient, deciding(missing(true)))).toEqual({
      kind: 'retry',
      reason: 'none there',
      when: 'for-widget',
    });
    expect(await decide(requestItem('r'), delivery, deciding(missing(true)))).toMatchObject({
      kind: 'missing',
    });
  });

  test("does not wait for a widget that is somebody else's", async () => {
    expect(await decide(requestItem('r'), patient, deciding(missing(false)))).toMatchObject({
      kind: 'missing',
    });
  });
});

describe('a request', () => {
  test('has the outcome that the store gives, told its stamp, its origin and its lease', async () => {
    const store = createHeldStore();
    const item = requestItem('r', { stamp: 's' });
    const outcome = decide(item, delivery, deciding(store));
    store.finish('r', { kind: 'superseded', reason: 'older' });
    expect(await outcome).toEqual({ kind: 'superseded', reason: 'older' });
    expect(store.contexts.get('r')).toEqual({
      stamp: 's',
      origin: item.origin,
      signal: delivery.leaseLost,
    });
  });

  test('waits for the one before it on its widget, whosever that is', async () => {
    const store = createHeldStore();
    const run = deciding(store);
    void decide(requestItem('1'), delivery, run);
    void decide(requestItem('2'), fakeDelivery([], { id: 'other' }), run);
    void decide(requestItem('3', { widgetId: 'x' }), delivery, run);
    await quiet();
    expect(store.started).toEqual(['1', '3']);
    store.finish('1');
    await quiet();
    expect(store.started).toEqual(['1', '3', '2']);
  });

  test('comes again when the store fails, and the failure is told', async () => {
    const store = createHeldStore();
    const run = deciding(store);
    const outcome = decide(requestItem('r'), delivery, run);
    const error = new Error('throttled');
    store.fail('r', error);
    expect(await outcome).toEqual({ kind: 'retry', reason: 'throttled', when: 'soon' });
    expect(run.errors).toEqual([error]);
  });

  test('comes again when the store throws what is no error, or throws before it is under way', async () => {
    const run = deciding({
      apply: () => {
        throw new Error('at once');
      },
    });
    expect(await decide(requestItem('r'), delivery, run)).toEqual({
      kind: 'retry',
      reason: 'at once',
      when: 'soon',
    });
    const store = createHeldStore();
    const outcome = decide(requestItem('r'), delivery, deciding(store));
    store.fail('r', 'text');
    expect(await outcome).toEqual({ kind: 'retry', reason: 'text', when: 'soon' });
  });

  test('whose lease is lost before its turn is not applied, and lets the next have its turn', async () => {
    const store = createHeldStore();
    const run = deciding(store);
    const lease = new AbortController();
    void decide(requestItem('1'), delivery, run);
    const second = decide(requestItem('2'), fakeDelivery([], { id: 'b', leaseLost: lease.signal }), run);
    const third = decide(requestItem('3'), delivery, run);
    lease.abort();
    store.finish('1');
    expect(await second).toEqual({
      kind: 'retry',
      reason: 'its lease was lost before its turn came',
      when: 'soon',
    });
    await quiet();
    store.finish('3');
    expect(await third).toEqual({ kind: 'applied' });
    expect(store.started).toEqual(['1', '3']);
  });

  test('that fails because its lease was lost under way comes again, and stops nothing', async () => {
    const store = createHeldStore();
    const run = deciding(store);
    const lease = new AbortController();
    const outcome = decide(requestItem('r'), fakeDelivery([], { id: 'm', leaseLost: lease.signal }), run);
    lease.abort();
    store.fail('r', new Error('aborted'));
    expect(await outcome).toEqual({ kind: 'retry', reason: 'its lease was lost', when: 'soon' });
    expect(run.errors).toEqual([]);
  });

  test('that was applied although its lease was lost meanwhile is applied', async () => {
    const store = createHeldStore();
    const lease = new AbortController();
    const outcome = decide(
      requestItem('r'),
      fakeDelivery([], { id: 'm', leaseLost: lease.signal }),
      deciding(store),
    );
    lease.abort();
    store.finish('r');
    expect(await outcome).toEqual({ kind: 'applied' });
  });
});
