import { describe, expect, test } from '@jest/globals';
import type { Ordering, Widget, WidgetRequest } from '@widgets/widget-model';
import type { Outcome } from '@widgets/widget-pipeline';
import { applyTo, MARY, OTHER_MARY, sampleRequest, sampleRules } from './testing/sample-requests';
import type { WidgetBackend, WidgetIdentity } from './widget-backend';
import { describeOrder } from './order.contract';
import { createWidgetStore } from './widget-store';

/** A backend, and a look at what lies in it that does not go through the code under test. */
export type StoreUnderTest<Version> = {
  readonly backend: WidgetBackend<Version>;
  stored(identity: WidgetIdentity): Promise<Widget | undefined>;
  /** Names of attributes that the test's cloud, unlike the real one, does not take in a create. */
  readonly cloudRefuses?: readonly string[];
};

const HOSTILE_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'size-unit',
  'two words',
  ' ',
  '#key',
  '#p0',
  ':p0',
  ':owner',
  'a.b[0]',
  '"quoted"',
  "it's",
  '\\',
  'né ☃ 日本 🎈',
  'REMOVE',
  'Owner',
  'x'.repeat(255),
  'é'.repeat(127),
];

/** What every kind of store does, with order stamps and without: the rules of "Applying a request". */
export function describeWidgetStore<Version>(under: () => StoreUnderTest<Version>): void {
  describe.each(['stamps', 'off'] as const)('with ordering %s', (ordering) => describeRules(under, ordering));
  describe('order stamps', () => describeOrder(under));
}

function describeRules<Version>(under: () => StoreUnderTest<Version>, ordering: Ordering): void {
  const rules = sampleRules({ ordering });
  const apply = (request: WidgetRequest) => applyTo(createWidgetStore(under().backend, rules), request);
  const stored = async (identity: WidgetIdentity) => withoutOrder(await under().stored(identity));
  const created = async (fields: Partial<WidgetRequest> = {}): Promise<WidgetRequest> => {
    const create = sampleRequest('create', {
      label: 'L',
      description: 'D',
      otherAttributes: new Map([
        ['color', 'red'],
        ['size', '7'],
      ]),
      ...fields,
    });
    expect(await apply(create)).toEqual({ kind: 'applied' });
    return create;
  };

  describe('a create', () => {
    test('stores the widget with all the data of the request', async () => {
      const create = await created();
      expect(await stored(create)).toEqual(widgetOf(create));
    });

    test('stores "" as it is', async () => {
      const create = await created({
        label: '',
        description: '',
        otherAttributes: new Map([['note', '']]),
      });
      expect(await stored(create)).toEqual(widgetOf(create));
    });

    test('stores null for a label and a description that it leaves out', async () => {
      const create = await created({ label: undefined, description: undefined, otherAttributes: new Map() });
      expect(await stored(create)).toMatchObject({ label: null, description: null });
    });

    test('overwrites the widget that another request of the same owner created', async () => {
      const { widgetId } = await created();
      const again = await created({
        widgetId,
        label: 'new',
        description: undefined,
        otherAttributes: new Map([['color', 'blue']]),
      });
      expect(await stored(again)).toEqual(widgetOf(again));
    });

    test('that created the widget before is a duplicate and changes nothing', async () => {
      const create = await created();
      await apply(sampleRequest('update', { widgetId: create.widgetId, label: 'updated' }));
      expect(await apply(create)).toMatchObject({ kind: 'duplicate' });
      expect(await stored(create)).toEqual({ ...widgetOf(create), label: 'updated' });
    });

    test("of another owner's widget finds none that it may change", async () => {
      const create = await created();
      const stranger = sampleRequest('create', { widgetId: create.widgetId, owner: OTHER_MARY });
      expect(await apply(stranger)).toMatchObject({ kind: 'missing' });
      expect(await stored(create)).toEqual(widgetOf(create));
    });

    test("with the requestId of another owner's widget finds none that it may change", async () => {
      const { widgetId, requestId } = await created();
      const stranger = sampleRequest('create', { widgetId, requestId, owner: OTHER_MARY });
      expect(await apply(stranger)).toMatchObject({ kind: 'missing' });
    });

    test('after the delete of the widget makes it anew', async () => {
      const { widgetId } = await created();
      await apply(sampleRequest('delete', { widgetId }));
      const again = await created({ widgetId, label: 'again', otherAttributes: new Map() });
      expect(await stored(again)).toEqual(widgetOf(again));
    });

    test('takes 100 attributes', async () => {
      const create = await created({ otherAttributes: hundredAttributes('v') });
      expect(await stored(create)).toEqual(widgetOf(create));
    });

    test.each(HOSTILE_NAMES)('takes an attribute named %j', async (name) => {
      if (under().cloudRefuses?.includes(name)) return;
      const create = await created({ otherAttributes: new Map([[name, 'value']]) });
      expect(await stored(create)).toEqual(widgetOf(create));
    });

    test('takes widget ids of all kinds apart', async () => {
      const ids = ['..', '.', 'a/b', 'a%2Fb', 'a b', '__proto__', '☃', 'A', 'a'];
      const creates = await Promise.all(ids.map((widgetId) => created({ widgetId, label: widgetId })));
      for (const create of creates) expect(await stored(create)).toEqual(widgetOf(create));
    });
  });

  describe('an update', () => {
    test('changes what it names and keeps the rest', async () => {
      const create = await created();
      const update = sampleRequest('update', {
        widgetId: create.widgetId,
        description: 'new',
        otherAttributes: new Map([
          ['color', 'blue'],
          ['vendor', 'V'],
        ]),
      });
      expect(await apply(update)).toEqual({ kind: 'applied' });
      expect(await stored(create)).toEqual({
        ...widgetOf(create),
        description: 'new',
        otherAttributes: new Map([
          ['color', 'blue'],
          ['size', '7'],
          ['vendor', 'V'],
        ]),
      });
    });

    test('with "" sets label and description to null and removes other attributes', async () => {
      const create = await created();
      const otherAttributes = new Map([
        ['color', ''],
        ['never-there', ''],
      ]);
      await apply(
        sampleRequest('update', { widgetId: create.widgetId, label: '', description: '', otherAttributes }),
      );
      expect(await stored(create)).toEqual({
        ...widgetOf(create),
        label: null,
        description: null,
        otherAttributes: new Map([['size', '7']]),
      });
    });

    test('that names nothing is applied and changes nothing', async () => {
      const create = await created();
      expect(await apply(sampleRequest('update', { widgetId: create.widgetId }))).toEqual({
        kind: 'applied',
      });
      expect(await stored(create)).toEqual(widgetOf(create));
    });

    test('leaves the identity of the widget and the creating request as they are', async () => {
      const create = await created();
      await apply(sampleRequest('update', { widgetId: create.widgetId, label: 'new' }));
      const { widgetId, owner, requestId } = create;
      expect(await stored(create)).toMatchObject({ widgetId, owner, requestId });
    });

    test('applied twice has the effect of one', async () => {
      const create = await created();
      const update = sampleRequest('update', { widgetId: create.widgetId, label: '', description: 'new' });
      await apply(update);
      expect(await apply(update)).toEqual({ kind: 'applied' });
      expect(await stored(create)).toEqual({ ...widgetOf(create), label: null, description: 'new' });
    });

    test('of a missing widget makes none', async () => {
      const update = sampleRequest('update', { label: 'new', otherAttributes: new Map([['color', 'red']]) });
      expect(await apply(update)).toMatchObject({ kind: 'missing' });
      expect(await stored(update)).toBeUndefined();
    });

    test("of another owner's widget changes nothing", async () => {
      const create = await created();
      const { widgetId } = create;
      const stranger = sampleRequest('update', { widgetId, owner: OTHER_MARY, label: 'stolen' });
      expect(await apply(stranger)).toMatchObject({ kind: 'missing' });
      expect(await stored(create)).toEqual(widgetOf(create));
    });

    test('takes 100 attributes, and removes them again', async () => {
      const create = await created({ otherAttributes: new Map() });
      const { widgetId } = create;
      await apply(sampleRequest('update', { widgetId, otherAttributes: hundredAttributes('v') }));
      expect((await stored(create))?.otherAttributes).toEqual(hundredAttributes('v'));
      await apply(sampleRequest('update', { widgetId, otherAttributes: hundredAttributes('') }));
      expect((await stored(create))?.otherAttributes).toEqual(new Map());
    });

    test.each(HOSTILE_NAMES)('sets and removes an attribute named %j', async (name) => {
      const create = await created({ otherAttributes: new Map([['color', 'red']]) });
      const { widgetId } = create;
      await apply(sampleRequest('update', { widgetId, otherAttributes: new Map([[name, 'value']]) }));
      expect((await stored(create))?.otherAttributes.get(name)).toBe('value');
      await apply(sampleRequest('update', { widgetId, otherAttributes: new Map([[name, '']]) }));
      expect((await stored(create))?.otherAttributes).toEqual(new Map([['color', 'red']]));
    });

    test.each(HOSTILE_NAMES)('keeps an attribute named %j that it does not name', async (name) => {
      const create = await created();
      const { widgetId } = create;
      const otherAttributes = new Map([[name, 'value']]);
      await apply(sampleRequest('update', { widgetId, otherAttributes }));
      await apply(sampleRequest('update', { widgetId, label: 'new' }));
      expect((await stored(create))?.otherAttributes.get(name)).toBe('value');
    });
  });

  describe('a delete', () => {
    test('makes sure that the widget does not exist', async () => {
      const create = await created();
      const { widgetId } = create;
      expect(await apply(sampleRequest('delete', { widgetId }))).toEqual({ kind: 'applied' });
      expect(await stored(create)).toBeUndefined();
    });

    test.each(HOSTILE_NAMES)('is not kept from it by an attribute named %j', async (name) => {
      const { widgetId } = await created();
      const otherAttributes = new Map([[name, 'value']]);
      await apply(sampleRequest('update', { widgetId, otherAttributes }));
      expect(await apply(sampleRequest('delete', { widgetId }))).toEqual({ kind: 'applied' });
    });

    test("may share the create's requestId", async () => {
      const create = await created();
      const { widgetId, requestId } = create;
      expect(await apply(sampleRequest('delete', { widgetId, requestId }))).toEqual({ kind: 'applied' });
      expect(await stored(create)).toBeUndefined();
    });

    test('of a missing widget is a warning', async () => {
      expect(await apply(sampleRequest('delete'))).toMatchObject({ kind: 'missing' });
    });

    test("of another owner's widget changes nothing", async () => {
      const create = await created();
      const stranger = sampleRequest('delete', { widgetId: create.widgetId, owner: OTHER_MARY });
      expect(await apply(stranger)).toMatchObject({ kind: 'missing' });
      expect(await stored(create)).toEqual(widgetOf(create));
    });
  });

  /** Applies a request while somebody else does something between its look at the widget and its write. */
  const applyAsMeanwhile = (request: WidgetRequest, others: () => Promise<unknown>): Promise<Outcome> => {
    const { backend } = under();
    let meanwhile = others;
    const write: typeof backend.write = async (change, seen, signal) => {
      if (change.kind !== 'insert') {
        await meanwhile();
        meanwhile = () => Promise.resolve();
      }
      return backend.write(change, seen, signal);
    };
    return applyTo(createWidgetStore({ ...backend, write }, rules), request);
  };

  describe('a request that somebody else gets ahead of', () => {
    const takeOver = async ({ widgetId }: WidgetRequest): Promise<WidgetRequest> => {
      await apply(sampleRequest('delete', { widgetId }));
      return created({ widgetId, owner: OTHER_MARY, label: 'hers' });
    };

    test.each(['create', 'update', 'delete'] as const)(
      "does not touch what is another owner's widget by then: %s",
      async (type) => {
        const { widgetId } = await created();
        const request = sampleRequest(type, { widgetId, label: 'mine' });
        let hers: WidgetRequest | undefined;
        const outcome = await applyAsMeanwhile(request, async () => (hers = await takeOver(request)));
        expect(outcome).toMatchObject({ kind: 'missing' });
        expect(hers && (await stored(hers))).toEqual(hers && widgetOf(hers));
        expect(hers).toBeDefined();
      },
    );

    test.each(['update', 'delete'] as const)('finds no widget when it is deleted: %s', async (type) => {
      const { widgetId } = await created();
      const remove = () => apply(sampleRequest('delete', { widgetId }));
      const outcome = await applyAsMeanwhile(sampleRequest(type, { widgetId, label: 'L' }), remove);
      expect(outcome).toMatchObject({ kind: 'missing' });
      expect(await stored({ widgetId, owner: MARY })).toBeUndefined();
    });

    test('makes the widget anew when it is deleted and the request is a create', async () => {
      const { widgetId } = await created();
      const create = sampleRequest('create', { widgetId, label: 'again' });
      const outcome = await applyAsMeanwhile(create, () => apply(sampleRequest('delete', { widgetId })));
      expect(outcome).toEqual({ kind: 'applied' });
      expect(await stored(create)).toEqual(widgetOf(create));
    });

    test('is a duplicate when that was the same create, and keeps what came after it', async () => {
      const { widgetId } = await created();
      const create = sampleRequest('create', { widgetId, label: 'second' });
      const outcome = await applyAsMeanwhile(create, async () => {
        await apply(create);
        await apply(sampleRequest('update', { widgetId, description: 'updated' }));
      });
      expect(outcome).toMatchObject({ kind: 'duplicate' });
      expect(await stored(create)).toEqual({ ...widgetOf(create), description: 'updated' });
    });

    test('keeps the other change when both are updates', async () => {
      const create = await created();
      const { widgetId } = create;
      const outcome = await applyAsMeanwhile(sampleRequest('update', { widgetId, label: 'one' }), () =>
        apply(sampleRequest('update', { widgetId, description: 'other' })),
      );
      expect(outcome).toEqual({ kind: 'applied' });
      expect(await stored(create)).toEqual({ ...widgetOf(create), label: 'one', description: 'other' });
    });
  });

  describe('requests that race', () => {
    test('ten deliveries of one create: one is applied, nine are duplicates', async () => {
      const create = sampleRequest('create', { label: 'L' });
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => apply(create)));
      expect(outcomes.filter(({ kind }) => kind === 'applied')).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === 'duplicate')).toHaveLength(9);
      expect(await stored(create)).toEqual(widgetOf(create));
    });

    test('creates of two owners: those of one are applied, and his is the widget', async () => {
      const { widgetId } = sampleRequest('create');
      const mine = sampleRequest('create', { widgetId, label: 'mine' });
      const hers = sampleRequest('create', { widgetId, label: 'hers', owner: OTHER_MARY });
      const [outcome, other] = await Promise.all([apply(mine), apply(hers)]);
      expect([outcome.kind, other.kind].sort()).toEqual(['applied', 'missing']);
      const winner = outcome.kind === 'applied' ? mine : hers;
      expect(await stored({ widgetId, owner: MARY })).toEqual(widgetOf(winner));
    });

    test('ten creates of one widget: the end state is one of them, whole', async () => {
      const { widgetId } = sampleRequest('create');
      const creates = Array.from({ length: 10 }, (_, at) =>
        sampleRequest('create', {
          widgetId,
          label: `label ${at}`,
          otherAttributes: new Map([[`attribute ${at}`, `${at}`]]),
        }),
      );
      const outcomes = await Promise.all(creates.map(apply));
      const widget = await stored({ widgetId, owner: MARY });
      expect(creates.map(widgetOf)).toContainEqual(widget);
      // Without stamps the last to come wins, whichever that is; with them the newest, and who comes later is told.
      const kinds = new Set(outcomes.map(({ kind }) => kind));
      if (ordering === 'off') expect(kinds).toEqual(new Set(['applied']));
      else expect(widget).toEqual(creates.map(widgetOf).at(-1));
    });

    test('ten updates of different attributes are all kept', async () => {
      const create = await created({ otherAttributes: new Map() });
      const names = Array.from({ length: 10 }, (_, at) => `attribute ${at}`);
      const outcomes = await Promise.all(
        names.map((name) =>
          apply(
            sampleRequest('update', {
              widgetId: create.widgetId,
              otherAttributes: new Map([[name, name]]),
            }),
          ),
        ),
      );
      expect(outcomes).toEqual(names.map(() => ({ kind: 'applied' })));
      expect((await stored(create))?.otherAttributes).toEqual(new Map(names.map((name) => [name, name])));
    });

    test('an update and a delete: the widget is gone in the end', async () => {
      const create = await created();
      const { widgetId } = create;
      const [, outcome] = await Promise.all([
        apply(sampleRequest('update', { widgetId, label: 'new' })),
        apply(sampleRequest('delete', { widgetId })),
      ]);
      expect(outcome).toEqual({ kind: 'applied' });
      expect(await stored(create)).toBeUndefined();
    });
  });
}

const widgetOf = (create: WidgetRequest): Widget => ({
  widgetId: create.widgetId,
  owner: create.owner,
  label: create.label ?? null,
  description: create.description ?? null,
  otherAttributes: create.otherAttributes,
  requestId: create.requestId,
  order: undefined,
});

const withoutOrder = (widget: Widget | undefined): Widget | undefined =>
  widget && { ...widget, order: undefined };

const hundredAttributes = (value: string): Map<string, string> =>
  new Map(Array.from({ length: 100 }, (_, at) => [`attribute-${at}`, value]));
