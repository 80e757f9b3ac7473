import { describe, expect, test } from '@jest/globals';
import type { WidgetRequest } from '@widgets/widget-model';
import type { ApplyContext } from '@widgets/widget-pipeline';
import {
  applyTo,
  fakeRequestObjects,
  nextStamp,
  sampleRequest,
  sampleRules,
} from './testing/sample-requests';
import type { WidgetBackend } from './widget-backend';
import { describeLostAnswers } from './lost-answers.contract';
import type { StoreUnderTest } from './widget-store.contract';
import { createWidgetStore } from './widget-store';

const attributes = (entries: Record<string, string>) => new Map(Object.entries(entries));

/** What order stamps promise, of every kind of store: late and repeated requests change nothing that is newer. */
export function describeOrder<Version>(under: () => StoreUnderTest<Version>): void {
  const setUp = (backend: WidgetBackend<Version> = under().backend, monotonic = () => 0) => {
    const requestObjects = fakeRequestObjects();
    const store = createWidgetStore(backend, sampleRules({ requestObjects, monotonic }));
    const apply = (request: WidgetRequest, context: Partial<ApplyContext> = {}) =>
      applyTo(store, request, context);
    return { apply, requestObjects };
  };
  const create = (fields: Partial<WidgetRequest> = {}) =>
    sampleRequest('create', {
      label: 'L',
      otherAttributes: attributes({ color: 'red', size: '7' }),
      ...fields,
    });
  const update = ({ widgetId }: WidgetRequest, fields: Partial<WidgetRequest>) =>
    sampleRequest('update', { widgetId, ...fields });

  describe('an update', () => {
    test('that comes late changes only what nothing newer has changed', async () => {
      const { apply } = setUp();
      const made = create();
      await apply(made);
      const [early, late] = [nextStamp(), nextStamp()];
      await apply(update(made, { label: 'late', otherAttributes: attributes({ size: '' }) }), {
        stamp: late,
      });
      const overtaken = update(made, {
        label: 'early',
        description: 'early',
        otherAttributes: attributes({ size: '8', color: 'blue' }),
      });
      expect(await apply(overtaken, { stamp: early })).toEqual({ kind: 'applied' });
      expect(await under().stored(made)).toMatchObject({
        label: 'late',
        description: 'early',
        otherAttributes: attributes({ color: 'blue' }),
      });
    });

    test('that comes again is a duplicate, whatever came between', async () => {
      const { apply } = setUp();
      const made = create();
      await apply(made);
      const first = update(made, { label: 'first', otherAttributes: attributes({ color: 'blue' }) });
      const stamp = nextStamp();
      await apply(first, { stamp });
      expect(await apply(first, { stamp })).toMatchObject({ kind: 'duplicate' });
      await apply(update(made, { label: 'second' }));
      expect(await apply(first, { stamp })).toMatchObject({ kind: 'duplicate' });
      expect(await under().stored(made)).toMatchObject({ label: 'second' });
    });

    test('of which everything is newer is superseded', async () => {
      const { apply } = setUp();
      const made = create();
      await apply(made);
      const stamp = nextStamp();
      await apply(update(made, { label: 'newer' }));
      const outcome = await apply(update(made, { label: 'older' }), { stamp });
      expect(outcome).toMatchObject({ kind: 'superseded' });
    });

    test('older than the create of the widget is superseded', async () => {
      const { apply } = setUp();
      const stamp = nextStamp();
      const made = create();
      await apply(made);
      expect(await apply(update(made, { label: 'old' }), { stamp })).toMatchObject({ kind: 'superseded' });
      expect(await under().stored(made)).toMatchObject({ label: 'L' });
    });
  });

  describe('a create', () => {
    test('older than the one that made the widget is superseded, a newer one replaces it', async () => {
      const { apply } = setUp();
      const stamp = nextStamp();
      const made = create();
      const { widgetId } = made;
      await apply(made);
      const older = create({ widgetId, label: 'older' });
      expect(await apply(older, { stamp })).toMatchObject({ kind: 'superseded' });
      expect(await apply(create({ widgetId, label: 'newer' }))).toEqual({ kind: 'applied' });
      expect(await under().stored(made)).toMatchObject({ label: 'newer' });
    });

    const withObject = (key: string, more = {}) => ({
      stamp: nextStamp(),
      origin: { object: { bucket: 'requests', key }, mayBeRepeat: false, readSince: 0, ...more },
    });

    test('notes its stamp and its request object', async () => {
      const { apply } = setUp();
      const made = create();
      const context = withObject('k');
      await apply(made, context);
      expect((await under().stored(made))?.order).toEqual({
        revision: expect.any(Number),
        created: context.stamp,
        object: { bucket: 'requests', key: 'k' },
        newest: context.stamp,
        changed: new Map(),
        confirmed: false,
      });
    });

    test('that finds the widget made by itself confirms it, once', async () => {
      const { apply } = setUp();
      const made = create();
      const context = withObject('k');
      await apply(made, context);
      for (const _repeat of [1, 2]) expect(await apply(made, context)).toMatchObject({ kind: 'duplicate' });
      expect((await under().stored(made))?.order).toMatchObject({ confirmed: true });
    });

    test('received for the first time and quick does not look for its object', async () => {
      const { apply, requestObjects } = setUp();
      expect(await apply(create(), withObject('k'))).toEqual({ kind: 'applied' });
      expect(requestObjects.asked).toEqual([]);
    });

    test.each([
      ['received before', { mayBeRepeat: true }],
      ['slow', { readSince: -501 }],
    ])('%s keeps its widget while its object is there', async (_how, more) => {
      const { apply, requestObjects } = setUp();
      const made = create();
      expect(await apply(made, withObject('k', more))).toEqual({ kind: 'applied' });
      expect(requestObjects.asked).toEqual(['exists requests/k']);
      expect(await under().stored(made)).toMatchObject({ label: 'L' });
    });

    test.each([
      ['received before', { mayBeRepeat: true }],
      ['slow', { readSince: -501 }],
    ])('%s whose object is gone takes its widget away again', async (_how, more) => {
      const { apply, requestObjects } = setUp();
      await requestObjects.delete({ bucket: 'requests', key: 'k' }, new AbortController().signal);
      const made = create();
      expect(await apply(made, withObject('k', more))).toMatchObject({ kind: 'duplicate' });
      expect(await under().stored(made)).toBeUndefined();
    });

    test('whose look fails looks again, and takes its widget away in the end', async () => {
      const { backend } = under();
      const { requestObjects } = setUp();
      let failures = 2;
      const exists: typeof requestObjects.exists = (object, signal) =>
        failures-- > 0 ? Promise.reject(new Error('no answer')) : requestObjects.exists(object, signal);
      const rules = sampleRules({ requestObjects: { ...requestObjects, exists } });
      const store = createWidgetStore(backend, rules);
      await requestObjects.delete({ bucket: 'requests', key: 'k' }, new AbortController().signal);
      const made = create();
      const context = withObject('k', { mayBeRepeat: true });
      expect(await applyTo(store, made, context)).toMatchObject({ kind: 'duplicate' });
      expect(await under().stored(made)).toBeUndefined();
    });

    test('that this run has applied before looks for its object, however quick the copy is', async () => {
      const { apply, requestObjects } = setUp();
      const made = create();
      const context = withObject('k');
      await apply(made, context);
      await apply(sampleRequest('delete', { widgetId: made.widgetId }));
      expect(await apply(made, context)).toMatchObject({ kind: 'duplicate' });
      expect(requestObjects.asked).toEqual(['delete requests/k', 'exists requests/k']);
      expect(await under().stored(made)).toBeUndefined();
    });

    test('whose lease is lost under way goes on, and looks for its object', async () => {
      const lease = new AbortController();
      const { backend } = under();
      const { requestObjects } = setUp();
      const write: typeof backend.write = (change, seen, signal) => {
        lease.abort();
        return backend.write(change, seen, signal);
      };
      const store = createWidgetStore({ ...backend, write }, sampleRules({ requestObjects }));
      const context = withObject('k', { mayBeRepeat: true });
      await requestObjects.delete(context.origin.object, lease.signal);
      const made = create();
      const outcome = await applyTo(store, made, { ...context, signal: lease.signal });
      expect(outcome).toMatchObject({ kind: 'duplicate' });
      expect(await under().stored(made)).toBeUndefined();
    });

    test('whose object is gone leaves a widget that a repeat has confirmed', async () => {
      const made = create();
      const context = withObject('k', { mayBeRepeat: true });
      const { backend } = under();
      const { apply, requestObjects } = setUp();
      const slow = createWidgetStore(
        backend,
        sampleRules({
          requestObjects: {
            ...requestObjects,
            async exists() {
              await apply(made, context);
              return false;
            },
          },
        }),
      );
      expect(await applyTo(slow, made, context)).toEqual({ kind: 'applied' });
      expect(await under().stored(made)).toMatchObject({ label: 'L' });
    });
  });

  describe('a delete', () => {
    test("deletes the request object of the widget's create, then the widget", async () => {
      const { backend } = under();
      const { requestObjects } = setUp();
      const calls: string[] = [];
      const watched: WidgetBackend<Version> = {
        ...backend,
        write(change, seen, signal) {
          if (change.kind === 'remove') calls.push(...requestObjects.asked, 'remove');
          return backend.write(change, seen, signal);
        },
      };
      const store = createWidgetStore(watched, sampleRules({ requestObjects }));
      const made = create();
      const object = { bucket: 'requests', key: 'k' };
      await applyTo(store, made, { origin: { object, mayBeRepeat: false, readSince: 0 } });
      await applyTo(store, sampleRequest('delete', { widgetId: made.widgetId }));
      expect(calls).toEqual(['delete requests/k', 'remove']);
      expect(await under().stored(made)).toBeUndefined();
    });

    describe('while a copy of the create may be quick', () => {
      const object = { bucket: 'requests', key: 'k' };
      const origin = { object, mayBeRepeat: false, readSince: 0 };
      /** A store whose deletes do something while they wait, and how long those waits are. */
      const waiting = (meanwhile: () => unknown) => {
        const { requestObjects } = setUp();
        const waits: number[] = [];
        const sleep = async (milliseconds: number) => {
          waits.push(milliseconds);
          await meanwhile();
        };
        return { store: createWidgetStore(under().backend, sampleRules({ requestObjects, sleep })), waits };
      };

      test('leaves the widget in place, so that the copy finds it and brings nothing back', async () => {
        const made = create();
        const stamp = nextStamp();
        const { apply } = setUp();
        await apply(made, { stamp, origin });
        const copies: unknown[] = [];
        const { store, waits } = waiting(async () => copies.push(await apply(made, { stamp, origin })));
        const remove = sampleRequest('delete', { widgetId: made.widgetId });
        expect(await applyTo(store, remove)).toEqual({ kind: 'applied' });
        expect(copies).toMatchObject([{ kind: 'duplicate' }]);
        expect(waits).toEqual([510]);
        expect(await under().stored(made)).toBeUndefined();
      });

      test('removes nothing when its lease is lost', async () => {
        const made = create();
        await setUp().apply(made, { origin });
        const lease = new AbortController();
        const { store } = waiting(() => lease.abort(new Error('lost')));
        const remove = sampleRequest('delete', { widgetId: made.widgetId });
        await expect(applyTo(store, remove, { signal: lease.signal })).rejects.toThrow('lost');
        expect(await under().stored(made)).toMatchObject({ label: 'L' });
      });

      test.each([
        ['the create came inline', { object: undefined }, {}],
        ['nobody can have a copy', {}, { followsItsCreate: true }],
      ])('does not wait when %s', async (_when, ofCreate, ofDelete) => {
        const made = create();
        await setUp().apply(made, { origin: { ...origin, ...ofCreate } });
        const { store, waits } = waiting(() => undefined);
        const remove = sampleRequest('delete', { widgetId: made.widgetId });
        const context = { origin: { ...origin, object: undefined, ...ofDelete } };
        expect(await applyTo(store, remove, context)).toEqual({ kind: 'applied' });
        expect(waits).toEqual([]);
      });
    });

    test('does not remove the widget that the same create has made anew since it was read', async () => {
      const { backend } = under();
      const made = create();
      const stamp = nextStamp();
      const { apply } = setUp();
      await apply(made, { stamp });
      const conflicts: string[] = [];
      const write: typeof backend.write = async (change, seen, signal) => {
        if (conflicts.length === 0) {
          await apply(sampleRequest('delete', { widgetId: made.widgetId }));
          await apply(made, { stamp });
        }
        const written = await backend.write(change, seen, signal);
        conflicts.push(written);
        return written;
      };
      const store = createWidgetStore({ ...backend, write }, sampleRules());
      await applyTo(store, sampleRequest('delete', { widgetId: made.widgetId }));
      expect(conflicts).toEqual(['conflict', 'written']);
    });

    test('older than the create of the widget is superseded and touches nothing', async () => {
      const { apply, requestObjects } = setUp();
      const stamp = nextStamp();
      const made = create();
      const object = { bucket: 'requests', key: 'k' };
      await apply(made, { origin: { object, mayBeRepeat: false, readSince: 0 } });
      const remove = sampleRequest('delete', { widgetId: made.widgetId });
      expect(await apply(remove, { stamp })).toMatchObject({ kind: 'superseded' });
      expect(requestObjects.asked).toEqual([]);
      expect(await under().stored(made)).toMatchObject({ label: 'L' });
    });
  });

  describe('a widget without bookkeeping', () => {
    const makeWithout = async (): Promise<WidgetRequest> => {
      const made = create();
      await applyTo(createWidgetStore(under().backend, sampleRules({ ordering: 'off' })), made);
      expect((await under().stored(made))?.order).toBeUndefined();
      return made;
    };

    test('is taken over by its first update, older than every request', async () => {
      const { apply } = setUp();
      const made = await makeWithout();
      const stamp = nextStamp();
      expect(await apply(update(made, { label: 'new' }), { stamp })).toEqual({ kind: 'applied' });
      expect(await under().stored(made)).toMatchObject({
        label: 'new',
        otherAttributes: made.otherAttributes,
        order: {
          revision: 1,
          created: '',
          newest: stamp,
          changed: attributes({ label: stamp }),
          confirmed: false,
        },
      });
    });

    test('is replaced by a create and removed by a delete', async () => {
      const { apply } = setUp();
      const made = await makeWithout();
      const { widgetId } = made;
      expect(await apply(create({ widgetId, label: 'again' }))).toEqual({ kind: 'applied' });
      expect(await under().stored(made)).toMatchObject({ label: 'again' });
      const other = await makeWithout();
      const remove = sampleRequest('delete', { widgetId: other.widgetId });
      expect(await apply(remove)).toEqual({ kind: 'applied' });
      expect(await under().stored(other)).toBeUndefined();
    });

    test('loses its bookkeeping again where ordering is off', async () => {
      const { apply } = setUp();
      const made = create();
      await apply(made);
      const off = createWidgetStore(under().backend, sampleRules({ ordering: 'off' }));
      await applyTo(off, update(made, { label: 'new' }));
      expect((await under().stored(made))?.order).toBeUndefined();
    });
  });

  describeLostAnswers(under);
}
