import { describe, expect, test } from '@jest/globals';
import type { Change, WidgetRequest } from '@widgets/widget-model';
import {
  applyTo,
  fakeRequestObjects,
  nextStamp,
  sampleRequest,
  sampleRules,
} from './testing/sample-requests';
import { conflictIn, writtenIn, type WidgetBackend } from './widget-backend';
import type { StoreUnderTest } from './widget-store.contract';
import { createWidgetStore } from './widget-store';

const object = { bucket: 'requests', key: 'k' };
const ORIGIN = { object, mayBeRepeat: false, readSince: 0 };
const { signal } = new AbortController();

/** What every kind of store does when the answer of a write is lost, so that the SDK makes the call once more. */
export function describeLostAnswers<Version>(under: () => StoreUnderTest<Version>): void {
  /** A store whose writes of one kind are made twice, and answered as the second is; `between` the two others act. */
  const losing = (kind: Change['kind'], between: () => unknown = () => undefined) => {
    const { backend } = under();
    const write: WidgetBackend<Version>['write'] = async (change, seen, lease) => {
      const written = await backend.write(change, seen, lease);
      if (change.kind !== kind || written !== 'written') return written;
      await between();
      const again = await backend.write(change, seen, lease);
      return again === 'written' ? writtenIn(2) : conflictIn(2);
    };
    const requestObjects = fakeRequestObjects();
    return {
      store: createWidgetStore({ ...backend, write }, sampleRules({ requestObjects })),
      requestObjects,
    };
  };
  const patchOfUpdate = () => (under().backend.patchesUnread ? 'patch-unread' : 'patch-read');
  const made = async (fields: Partial<WidgetRequest> = {}): Promise<WidgetRequest> => {
    const create = sampleRequest('create', { label: 'L', ...fields });
    await applyTo(createWidgetStore(under().backend, sampleRules()), create);
    return create;
  };

  describe('a lost answer', () => {
    test('to a create is told by the widget: it is applied, looks for its object and confirms nothing', async () => {
      const { store, requestObjects } = losing('insert');
      const create = sampleRequest('create', { label: 'L' });
      expect(await applyTo(store, create, { origin: ORIGIN })).toEqual({ kind: 'applied' });
      expect(requestObjects.asked).toEqual(['exists requests/k']);
      expect(await under().stored(create)).toMatchObject({ label: 'L', order: { confirmed: false } });
    });

    test('to a create is told although the widget was updated meanwhile', async () => {
      const create = sampleRequest('create', { label: 'L' });
      const { widgetId } = create;
      const { store, requestObjects } = losing('insert', () =>
        applyTo(
          createWidgetStore(under().backend, sampleRules()),
          sampleRequest('update', { widgetId, label: 'U' }),
        ),
      );
      expect(await applyTo(store, create, { origin: ORIGIN })).toEqual({ kind: 'applied' });
      expect(requestObjects.asked).toEqual(['exists requests/k']);
      expect(await under().stored(create)).toMatchObject({ label: 'U' });
    });

    test('to a create whose object is gone by then takes its widget away again', async () => {
      const { store, requestObjects } = losing('insert');
      await requestObjects.delete(object, signal);
      const create = sampleRequest('create', { label: 'L' });
      expect(await applyTo(store, create, { origin: ORIGIN })).toMatchObject({ kind: 'duplicate' });
      expect(await under().stored(create)).toBeUndefined();
    });

    test('to a create that undoes its insert finds it undone', async () => {
      const { store, requestObjects } = losing('remove');
      await requestObjects.delete(object, signal);
      const create = sampleRequest('create', { label: 'L' });
      const outcome = await applyTo(store, create, { origin: { ...ORIGIN, mayBeRepeat: true } });
      expect(outcome).toMatchObject({ kind: 'duplicate' });
      expect(await under().stored(create)).toBeUndefined();
    });

    test('to a create that replaces an older widget is told by the widget', async () => {
      const { widgetId } = await made();
      const { store } = losing('replace');
      const create = sampleRequest('create', { widgetId, label: 'newer' });
      expect(await applyTo(store, create)).toEqual({ kind: 'applied' });
      expect(await under().stored(create)).toMatchObject({ label: 'newer' });
    });

    test('to a confirmation leaves the create a duplicate', async () => {
      const create = sampleRequest('create', { label: 'L' });
      const context = { stamp: nextStamp(), origin: ORIGIN };
      const { store } = losing('patch-read');
      await applyTo(store, create, context);
      const copy = losing('patch-read').store;
      expect(await applyTo(copy, create, context)).toMatchObject({ kind: 'duplicate' });
      expect(await under().stored(create)).toMatchObject({ order: { confirmed: true } });
    });

    test('to an update is told by its stamp', async () => {
      const { widgetId, owner } = await made();
      const { store } = losing(patchOfUpdate());
      expect(await applyTo(store, sampleRequest('update', { widgetId, label: 'U' }))).toEqual({
        kind: 'applied',
      });
      expect(await under().stored({ widgetId, owner })).toMatchObject({ label: 'U' });
    });

    test('to an update does not apply it over a newer one', async () => {
      const { widgetId, owner } = await made();
      const stamp = nextStamp();
      const { store } = losing(patchOfUpdate(), () =>
        applyTo(
          createWidgetStore(under().backend, sampleRules()),
          sampleRequest('update', { widgetId, label: 'newer' }),
        ),
      );
      const update = sampleRequest('update', { widgetId, label: 'U', description: 'U' });
      expect(await applyTo(store, update, { stamp })).toEqual({ kind: 'applied' });
      expect(await under().stored({ widgetId, owner })).toMatchObject({ label: 'newer', description: 'U' });
    });

    test('to a delete finds the widget gone: it does not wait for it', async () => {
      const create = await made();
      const { store } = losing('remove');
      const remove = sampleRequest('delete', { widgetId: create.widgetId });
      expect(await applyTo(store, remove)).toEqual({ kind: 'applied' });
      expect(await under().stored(create)).toBeUndefined();
    });
  });
}
