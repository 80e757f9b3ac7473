import { describe, expect, test } from '@jest/globals';
import { patched, type Change } from './change';
import { insertOf, patchOf, planChange, type NoChange, type PlanContext } from './plan-change';
import { aRequest } from './testing/requests';
import type { Widget } from './widget';
import type { WidgetRequest } from './widget-request';

const aWidget = (fields: Partial<Widget> = {}): Widget => ({
  widgetId: 'widget-1',
  owner: 'Mary Matthews',
  label: 'OLD LABEL',
  description: 'OLD DESCRIPTION',
  otherAttributes: new Map([
    ['color', 'red'],
    ['size', '7'],
  ]),
  requestId: 'request-0',
  order: undefined,
  ...fields,
});

/** The rules that hold with order stamps and without. */
const AS_THEY_COME: PlanContext = { ordering: 'off', stamp: 's', object: undefined, firstRevision: 0 };

function planned(widget: Widget | undefined, request: WidgetRequest): Change | NoChange {
  const plan = planChange(widget, request, AS_THEY_COME);
  return plan.kind === 'change' ? plan.change : plan;
}

const anUpdate = (fields: Partial<WidgetRequest> = {}) => aRequest({ type: 'update', ...fields });
const aDelete = (fields: Partial<WidgetRequest> = {}) => aRequest({ type: 'delete', ...fields });

/** The widget after an update, where there is one to change. */
function updated(widget: Widget, request: WidgetRequest): Widget {
  const plan = planned(widget, request);
  return plan.kind === 'patch-read' ? patched(widget, plan) : widget;
}

describe('a create', () => {
  const full = aRequest({ label: 'L', description: 'D', otherAttributes: new Map([['color', 'blue']]) });

  test('stores the widget with all the data of the request', () => {
    const widget = {
      widgetId: 'widget-1',
      owner: 'Mary Matthews',
      label: 'L',
      description: 'D',
      otherAttributes: new Map([['color', 'blue']]),
      requestId: 'request-1',
      order: undefined,
    };
    expect(planned(undefined, full)).toEqual({ kind: 'insert', widget });
    expect(insertOf(full, AS_THEY_COME)).toEqual({ kind: 'insert', widget });
  });

  test('stores "" as it is', () => {
    const request = aRequest({ label: '', description: '', otherAttributes: new Map([['note', '']]) });
    expect(insertOf(request, AS_THEY_COME).widget).toMatchObject({ label: '', description: '' });
    expect(insertOf(request, AS_THEY_COME).widget.otherAttributes).toEqual(new Map([['note', '']]));
  });

  test('stores null for what it leaves out', () => {
    expect(insertOf(aRequest(), AS_THEY_COME).widget).toMatchObject({
      label: null,
      description: null,
      otherAttributes: new Map(),
    });
  });

  test('overwrites a widget of the same owner: nothing of the old one stays', () => {
    expect(planned(aWidget(), aRequest({ label: 'L' }))).toEqual({
      kind: 'replace',
      widget: aWidget({ label: 'L', description: null, otherAttributes: new Map(), requestId: 'request-1' }),
    });
  });

  test('overwrites a widget that another program stored without a requestId', () => {
    expect(planned(aWidget({ requestId: undefined }), aRequest())).toMatchObject({ kind: 'replace' });
  });

  test('that created the widget before is a redelivery and changes nothing', () => {
    expect(planned(aWidget({ requestId: 'request-1' }), full)).toMatchObject({
      kind: 'none',
      because: 'duplicate',
    });
  });

  test('of a widget of another owner is a warning and no change, also with that create’s requestId', () => {
    for (const requestId of ['request-0', 'request-1']) {
      expect(planned(aWidget({ owner: 'John Jones', requestId }), full)).toMatchObject({
        kind: 'none',
        because: 'not-owned',
        reason: 'the widget of this id belongs to another owner',
      });
    }
  });

  test('of a widget whose owner differs but has the same slug is of another owner', () => {
    expect(planned(aWidget({ owner: 'mary matthews' }), full)).toMatchObject({ kind: 'none' });
  });
});

describe('an update', () => {
  test('changes what it names', () => {
    const request = anUpdate({
      label: 'NEW',
      description: 'NEWER',
      otherAttributes: new Map([
        ['color', 'blue'],
        ['width', '3'],
      ]),
    });
    expect(updated(aWidget(), request)).toEqual(
      aWidget({
        label: 'NEW',
        description: 'NEWER',
        otherAttributes: new Map([
          ['color', 'blue'],
          ['size', '7'],
          ['width', '3'],
        ]),
      }),
    );
  });

  test('keeps a property that is absent or null, and attributes that it does not name', () => {
    expect(updated(aWidget(), anUpdate())).toEqual(aWidget());
    expect(updated(aWidget(), anUpdate({ label: 'NEW' }))).toEqual(aWidget({ label: 'NEW' }));
    expect(updated(aWidget(), anUpdate({ description: 'NEW' }))).toEqual(aWidget({ description: 'NEW' }));
  });

  test('sets label and description to null by ""', () => {
    expect(updated(aWidget(), anUpdate({ label: '' }))).toEqual(aWidget({ label: null }));
    expect(updated(aWidget(), anUpdate({ description: '' }))).toEqual(aWidget({ description: null }));
  });

  test('removes another attribute by "", also one that is not there', () => {
    expect(updated(aWidget(), anUpdate({ otherAttributes: new Map([['color', '']]) }))).toEqual(
      aWidget({ otherAttributes: new Map([['size', '7']]) }),
    );
    expect(updated(aWidget(), anUpdate({ otherAttributes: new Map([['width', '']]) }))).toEqual(aWidget());
  });

  test('sets "0" and "false", which are values', () => {
    expect(
      updated(aWidget(), anUpdate({ label: '0', otherAttributes: new Map([['size', 'false']]) })),
    ).toEqual(
      aWidget({
        label: '0',
        otherAttributes: new Map([
          ['color', 'red'],
          ['size', 'false'],
        ]),
      }),
    );
  });

  test('never changes widgetId, owner and the creating requestId', () => {
    const { widgetId, owner, requestId } = updated(
      aWidget(),
      anUpdate({ label: 'NEW', requestId: 'request-9' }),
    );
    expect([widgetId, owner, requestId]).toEqual(['widget-1', 'Mary Matthews', 'request-0']);
  });

  test('with an attribute named __proto__ sets just that', () => {
    const widget = updated(aWidget(), anUpdate({ otherAttributes: new Map([['__proto__', 'x']]) }));
    expect(widget.otherAttributes.get('__proto__')).toBe('x');
    expect(Object.getPrototypeOf(widget)).toBe(Object.prototype);
  });

  test('leaves the widget as it was read untouched', () => {
    const widget = aWidget();
    patched(widget, { properties: new Map([['color', null]]), order: undefined });
    expect(widget).toEqual(aWidget());
  });

  test('is a patch with the condition of its owner, planned with or without reading', () => {
    const request = anUpdate({ label: '', otherAttributes: new Map([['color', '']]) });
    const patch = {
      widgetId: 'widget-1',
      owner: 'Mary Matthews',
      properties: new Map([
        ['label', null],
        ['color', null],
      ]),
    };
    expect(patchOf(request, AS_THEY_COME)).toEqual({ kind: 'patch-unread', ...patch, stamp: undefined });
    expect(planned(aWidget(), request)).toEqual({ kind: 'patch-read', ...patch, order: undefined });
  });
});

test('a delete removes its owner’s widget, whatever created it', () => {
  const remove = { kind: 'remove', widgetId: 'widget-1', owner: 'Mary Matthews' };
  expect(planned(aWidget(), aDelete())).toEqual(remove);
  expect(planned(aWidget({ requestId: 'request-1' }), aDelete())).toEqual(remove);
});

describe.each(['update', 'delete'] as const)('an %s', (type) => {
  test('of a widget that is missing is a warning and no change', () => {
    expect(planned(undefined, aRequest({ type }))).toEqual({
      kind: 'none',
      because: 'missing',
      reason: 'there is no such widget',
    });
  });

  test('of a widget that belongs to someone else is a warning and no change', () => {
    expect(planned(aWidget({ owner: 'John Jones' }), aRequest({ type, label: 'X' }))).toEqual({
      kind: 'none',
      because: 'not-owned',
      reason: 'the widget of this id belongs to another owner',
    });
  });
});
