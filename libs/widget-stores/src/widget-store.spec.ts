import { expect, test } from '@jest/globals';
import { StoreRefuses } from './errors';
import { inMemoryWidgets } from './in-memory-widgets';
import { applyTo, sampleRequest, sampleRules } from './testing/sample-requests';
import type { WidgetBackend } from './widget-backend';
import { createWidgetStore } from './widget-store';

/** A backend in which somebody else is always quicker, counting what is asked of it. */
function neverQuickEnough() {
  const calls = { reads: 0, writes: 0 };
  const backend: WidgetBackend<undefined> = {
    patchesUnread: false,
    read: ({ widgetId, owner }) => {
      calls.reads += 1;
      const widget = {
        ...{ widgetId, owner, requestId: undefined, order: undefined },
        ...{ label: null, description: null, otherAttributes: new Map<string, string>() },
      };
      return Promise.resolve({ kind: 'widget', widget, version: undefined });
    },
    write: () => {
      calls.writes += 1;
      return Promise.resolve('conflict' as const);
    },
  };
  return { backend, calls };
}

test('a request that loses every race goes back after ten rounds', async () => {
  const { backend, calls } = neverQuickEnough();
  const outcome = await applyTo(
    createWidgetStore(backend, sampleRules()),
    sampleRequest('update', { label: 'L' }),
  );
  expect(outcome).toMatchObject({ kind: 'retry' });
  expect(calls).toEqual({ reads: 10, writes: 10 });
});

test('a store that needs no version for a patch is not read before an update', async () => {
  const { backend, calls } = neverQuickEnough();
  const write = () => Promise.resolve('written' as const);
  const store = createWidgetStore({ ...backend, patchesUnread: true, write }, sampleRules());
  expect(await applyTo(store, sampleRequest('update', { label: 'L' }))).toEqual({ kind: 'applied' });
  expect(calls.reads).toBe(0);
});

test('what the store can never take is refused with its reason', async () => {
  const write = () => Promise.reject(new StoreRefuses('too much'));
  const store = createWidgetStore({ ...inMemoryWidgets(), write }, sampleRules());
  expect(await applyTo(store, sampleRequest('create'))).toEqual({ kind: 'refused', reason: 'too much' });
});

test('a failure of the store is thrown, as nobody knows what happened', async () => {
  const write = () => Promise.reject(new Error('socket hang up'));
  const store = createWidgetStore({ ...inMemoryWidgets(), write }, sampleRules());
  await expect(applyTo(store, sampleRequest('create'))).rejects.toThrow('socket hang up');
});

test('the signal of an update reaches every call made for it', async () => {
  const lease = new AbortController();
  const widgets = inMemoryWidgets();
  const create = sampleRequest('create');
  await applyTo(createWidgetStore(widgets, sampleRules()), create);
  const seen: AbortSignal[] = [];
  const watched: typeof widgets = {
    ...widgets,
    read(identity, signal) {
      seen.push(signal);
      return widgets.read(identity, signal);
    },
    write(change, version, signal) {
      seen.push(signal);
      return seen.length > 1 ? widgets.write(change, version, signal) : Promise.resolve('conflict');
    },
  };
  const update = sampleRequest('update', { widgetId: create.widgetId, label: 'L' });
  const { signal } = lease;
  expect(await applyTo(createWidgetStore(watched, sampleRules()), update, { signal })).toEqual({
    kind: 'applied',
  });
  expect(seen).toEqual([signal, signal, signal]);
});
