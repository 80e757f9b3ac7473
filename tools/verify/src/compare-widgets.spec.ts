import { expect, test } from '@jest/globals';
import type { Widget } from '@widgets/widget-model';
import { compareWidgets } from './compare-widgets';

const widget = (widgetId: string, more: Partial<Widget> = {}): Widget => ({
  widgetId,
  owner: 'Sue Smith',
  label: 'L',
  description: null,
  otherAttributes: new Map([['color', 'red']]),
  requestId: 'r',
  order: undefined,
  ...more,
});
const byId = (...widgets: Widget[]) => new Map(widgets.map((each) => [each.widgetId, each]));

test('equal widgets have no difference, in whatever order their attributes are', () => {
  const attributes = { color: 'red', size: '1' };
  const there = new Map(Object.entries(attributes).reverse());
  const wanted = new Map(Object.entries(attributes));
  expect(
    compareWidgets(
      byId(widget('a', { otherAttributes: wanted })),
      byId(widget('a', { otherAttributes: there })),
    ),
  ).toEqual([]);
});

test('a missing and an extra widget are each told by their place', () => {
  expect(compareWidgets(byId(widget('a')), byId(widget('b')))).toEqual([
    { kind: 'missing', place: 'a' },
    { kind: 'extra', place: 'b' },
  ]);
});

test.each([
  ['owner', { owner: 'John Jones' }, 'Sue Smith', 'John Jones'],
  ['label', { label: null }, 'L', null],
  ['description', { description: '' }, null, ''],
  ['requestId', { requestId: undefined }, 'r', undefined],
  ['color', { otherAttributes: new Map() }, 'red', undefined],
  [
    '__proto__',
    {
      otherAttributes: new Map([
        ['color', 'red'],
        ['__proto__', 'x'],
      ]),
    },
    undefined,
    'x',
  ],
] as const)('a wrong %s is told with both values', (property, more, expected, found) => {
  expect(compareWidgets(byId(widget('a')), byId(widget('a', more)))).toEqual([
    { kind: 'wrong', place: 'a', property, expected, found },
  ]);
});
