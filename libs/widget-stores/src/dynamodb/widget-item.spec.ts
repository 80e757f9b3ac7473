import { expect, test } from '@jest/globals';
import { decodeItem, encodeItem, isOwnName } from './widget-item';

const widget = {
  widgetId: 'w1',
  owner: 'Mary Matthews',
  label: 'L',
  description: 'D',
  otherAttributes: new Map([
    ['color', 'red'],
    ['note', ''],
  ]),
  requestId: 'r1',
  order: undefined,
};

test('each attribute of a widget is an attribute of its own', () => {
  expect({ ...encodeItem(widget, 'id') }).toEqual({
    id: { S: 'w1' },
    owner: { S: 'Mary Matthews' },
    label: { S: 'L' },
    description: { S: 'D' },
    requestId: { S: 'r1' },
    color: { S: 'red' },
    note: { S: '' },
  });
});

test('null is no attribute', () => {
  const item = encodeItem({ ...widget, label: null, description: null, requestId: undefined }, 'id');
  expect(Object.keys(item).sort()).toEqual(['color', 'id', 'note', 'owner']);
});

test('a widget is read as it was written, whatever the key is called', () => {
  for (const keyName of ['id', 'widgetId', 'widget_id', 'pk']) {
    expect(decodeItem(encodeItem(widget, keyName), keyName)).toEqual(widget);
  }
});

test('an attribute named __proto__ is one like the others', () => {
  const hostile = { ...widget, otherAttributes: new Map([['__proto__', 'v']]) };
  const item = encodeItem(hostile, 'id');
  expect(Object.keys(item)).toContain('__proto__');
  expect(decodeItem(item, 'id')).toEqual(hostile);
});

test('no attribute takes the place of what is the widget’s own', () => {
  const hostile = new Map(['id', 'owner', 'label', 'description', 'requestId'].map((name) => [name, 'x']));
  expect({ ...encodeItem({ ...widget, otherAttributes: hostile }, 'id') }).toEqual({
    id: { S: 'w1' },
    owner: { S: 'Mary Matthews' },
    label: { S: 'L' },
    description: { S: 'D' },
    requestId: { S: 'r1' },
  });
});

test('numbers of other programs are read as their digits, all else as JSON', () => {
  const item = {
    id: { S: 'w1' },
    owner: { S: 'O' },
    price: { N: '9.50' },
    gone: { NULL: true as const },
    tags: { SS: ['a'] },
  };
  expect(decodeItem(item, 'id').otherAttributes).toEqual(
    new Map([
      ['price', '9.50'],
      ['gone', '{"NULL":true}'],
      ['tags', '{"SS":["a"]}'],
    ]),
  );
});

test('a label, an owner or a request id that is no string counts as none', () => {
  const item = { id: { S: 'w1' }, owner: { N: '1' }, label: { NULL: true as const }, requestId: { N: '1' } };
  expect(decodeItem(item, 'id')).toMatchObject({ owner: '', label: null, requestId: undefined });
});

test('an attribute whose value the SDK lost is left out', () => {
  const item = { id: { S: 'w1' }, owner: { S: 'O' }, ['__proto__']: undefined };
  expect(decodeItem(item, 'id').otherAttributes).toEqual(new Map());
});

test('the bookkeeping of the order is no attribute of a widget', () => {
  const item = { id: { S: 'w1' }, owner: { S: 'O' }, _order: { S: '1' } };
  expect(decodeItem(item, 'id').otherAttributes).toEqual(new Map());
});

test('a key cannot have the name of another field', () => {
  expect(['owner', 'label', 'description', 'requestId', '_order'].map(isOwnName)).not.toContain(false);
  expect(['id', 'widgetId', 'widget_id', 'pk'].map(isOwnName)).not.toContain(true);
});
