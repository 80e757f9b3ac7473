import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { patched } from './change';
import { planChange, type PlanContext } from './plan-change';
import { aRequest } from './testing/requests';
import type { Widget } from './widget';
import type { WidgetRequest } from './widget-request';

const object = { bucket: 'requests', key: 'k' };
const at = (stamp: string, more: Partial<PlanContext> = {}): PlanContext => ({
  ordering: 'stamps',
  stamp,
  object,
  firstRevision: 0,
  ...more,
});

/** The widget after a request, by the plan alone. */
function applied(
  widget: Widget | undefined,
  request: WidgetRequest,
  context: PlanContext,
): Widget | undefined {
  const plan = planChange(widget, request, context);
  if (plan.kind === 'none') return widget;
  switch (plan.change.kind) {
    case 'insert':
    case 'replace':
      return plan.change.widget;
    case 'patch-read':
      return widget && patched(widget, plan.change);
    case 'patch-unread':
    case 'remove':
      return undefined;
  }
}

const created = (stamp = 's1') => applied(undefined, aRequest({ label: 'L' }), at(stamp));
const anUpdate = (fields: Partial<WidgetRequest>) =>
  aRequest({ type: 'update', requestId: 'request-2', ...fields });

describe('a request older than the create of the widget does nothing', () => {
  test.each(['create', 'update', 'delete'] as const)('%s', (type) => {
    const request = aRequest({ type, requestId: 'request-9', label: 'X' });
    expect(planChange(created('s5'), request, at('s4'))).toMatchObject({
      kind: 'none',
      because: 'superseded',
    });
  });
});

describe('a create', () => {
  test('is confirmed by the one that finds it, and the outcome is a duplicate', () => {
    expect(planChange(created(), aRequest(), at('s1'))).toMatchObject({
      outcome: 'duplicate',
      change: { kind: 'patch-read', properties: new Map(), order: { confirmed: true, revision: 1 } },
    });
  });

  test('is told by its stamp too, when somebody gave it another id', () => {
    expect(planChange(created(), aRequest({ requestId: 'other' }), at('s1'))).toMatchObject({
      outcome: 'duplicate',
    });
  });

  test('without an object needs no confirmation: nobody could look for it', () => {
    expect(planChange(created(), aRequest(), at('s1', { object: undefined }))).toMatchObject({
      kind: 'none',
      because: 'duplicate',
    });
  });

  test('newer than the one of the widget replaces it', () => {
    expect(planChange(created(), aRequest({ requestId: 'other' }), at('s2'))).toMatchObject({
      change: { kind: 'replace', widget: { order: { created: 's2', newest: 's2' } } },
    });
  });
});

describe('an update', () => {
  const both = anUpdate({ label: 'B', description: 'B' });

  test('newer than all before it changes what it names and notes its stamp', () => {
    expect(applied(created(), both, at('s2'))).toMatchObject({
      label: 'B',
      description: 'B',
      order: {
        newest: 's2',
        changed: new Map([
          ['label', 's2'],
          ['description', 's2'],
        ]),
      },
    });
  });

  test('older than another changes only what the other did not', () => {
    const widget = applied(created(), anUpdate({ label: 'C' }), at('s3'));
    expect(applied(widget, both, at('s2'))).toMatchObject({
      label: 'C',
      description: 'B',
      order: {
        newest: 's3',
        changed: new Map([
          ['label', 's3'],
          ['description', 's2'],
        ]),
      },
    });
  });

  test('applied before is a duplicate, overtaken wholly it is superseded', () => {
    const widget = applied(created(), both, at('s2'));
    expect(planChange(widget, both, at('s2'))).toMatchObject({ because: 'duplicate' });
    const later = applied(widget, anUpdate({ label: 'C', description: 'C' }), at('s3'));
    expect(planChange(later, both, at('s2'))).toMatchObject({ because: 'superseded' });
  });

  test('of a widget without bookkeeping takes it over as older than every request', () => {
    const foreign = { ...created()!, order: undefined };
    expect(applied(foreign, anUpdate({ label: 'B' }), at('s0'))).toMatchObject({
      label: 'B',
      order: { created: '', object: undefined, newest: 's0', confirmed: false },
    });
  });
});

test('any order and multiplicity of a create and its updates, once it is there, gives the same widget', () => {
  const value = fc.constantFrom('', 'a', 'b');
  const update = fc.record({
    label: fc.option(value, { nil: undefined }),
    description: fc.option(value, { nil: undefined }),
    otherAttributes: fc
      .array(fc.tuple(fc.constantFrom('color', 'size', '__proto__'), value))
      .map((entries) => new Map(entries)),
  });
  fc.assert(
    fc.property(
      fc.array(update, { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 20 }),
      (updates, order) => {
        const requests = [
          aRequest({ label: 'L' }),
          ...updates.map((fields, n) => anUpdate({ ...fields, requestId: `u${n}` })),
        ];
        const stamped = requests.map((request, n) => ({ request, context: at(`s${n}`) }));
        const run = (sequence: typeof stamped) =>
          sequence.reduce<Widget | undefined>(
            (widget, { request, context }) => applied(widget, request, context),
            undefined,
          );
        const repeats = order.flatMap((n) => stamped[n % stamped.length] ?? []);
        const shuffled = [...stamped.slice(1)].sort(
          (a, b) =>
            order.indexOf(Number(a.context.stamp.slice(1))) - order.indexOf(Number(b.context.stamp.slice(1))),
        );
        const expected = contents(run(stamped));
        expect(contents(run([...stamped.slice(0, 1), ...repeats, ...shuffled, ...repeats]))).toEqual(
          expected,
        );
      },
    ),
  );
});

/** All that a reader sees of a widget. */
const contents = (widget: Widget | undefined) => widget && { ...widget, order: undefined };
