import { expect, test } from '@jest/globals';
import { decodeWidget, encodeWidget } from './widget-body';

const widget = {
  widgetId: 'w1',
  owner: 'Mary Matthews',
  label: 'L',
  description: null,
  otherAttributes: new Map([['color', 'red']]),
  requestId: 'r1',
  order: undefined,
};
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const decodedRaw = (text: string) => {
  const decoded = decodeWidget(bytes(text));
  return decoded.ok ? decoded.value.raw : undefined;
};

test('a widget is written in the fields of the contract', () => {
  expect(JSON.parse(encodeWidget(widget))).toEqual({
    widgetId: 'w1',
    owner: 'Mary Matthews',
    label: 'L',
    description: null,
    otherAttributes: [{ name: 'color', value: 'red' }],
    requestId: 'r1',
  });
});

test('a widget is read as it was written', () => {
  expect(decodeWidget(bytes(encodeWidget(widget)))).toMatchObject({ ok: true, value: { widget } });
});

test('a widget made without a request id is written without one', () => {
  expect(JSON.parse(encodeWidget({ ...widget, requestId: undefined }))).not.toHaveProperty('requestId');
});

test('fields of others are kept when the body is written again', () => {
  const foreign = '{"widgetId":"w1","color":"red","owner":"Mary Matthews","nested":{"a":[1]}}';
  expect(JSON.parse(encodeWidget(widget, decodedRaw(foreign)))).toMatchObject({
    color: 'red',
    nested: { a: [1] },
    label: 'L',
  });
});

test('a field of others named __proto__ is kept and is nobody’s prototype', () => {
  const foreign = '{"widgetId":"w1","owner":"Mary Matthews","__proto__":{"label":"inherited"}}';
  const decoded = decodeWidget(bytes(foreign));
  expect(decoded).toMatchObject({ ok: true, value: { widget: { label: null } } });
  expect(encodeWidget(widget, decodedRaw(foreign))).toContain('"__proto__":{"label":"inherited"}');
});

test('a field of others does not take the place of one of ours', () => {
  const body = encodeWidget({ ...widget, requestId: undefined }, { requestId: 'x', label: 'x' });
  expect(JSON.parse(body)).toMatchObject({ label: 'L' });
  expect(JSON.parse(body)).not.toHaveProperty('requestId');
});

test('a foreign body may lack everything but its identity, or hold null', () => {
  const bare = { label: null, description: null, otherAttributes: new Map(), requestId: undefined };
  const expected = { ok: true, value: { widget: { widgetId: 'w', owner: 'O', ...bare } } };
  expect(decodeWidget(bytes('{"widgetId":"w","owner":"O"}'))).toMatchObject(expected);
  expect(
    decodeWidget(
      bytes(
        '{"widgetId":"w","owner":"O","label":null,"description":null,"otherAttributes":null,"requestId":null}',
      ),
    ),
  ).toMatchObject(expected);
});

test('an attribute of a foreign body without a value is absent', () => {
  const attributes = '[{"name":"a","value":null},{"name":"b"},{"name":"c","value":""}]';
  const decoded = decodeWidget(bytes(`{"widgetId":"w","owner":"O","otherAttributes":${attributes}}`));
  expect(decoded.ok && decoded.value.widget.otherAttributes).toEqual(new Map([['c', '']]));
});

test.each([
  ['', 'it is not JSON'],
  ['{"widgetId":', 'it is not JSON'],
  ['null', 'body: '],
  ['[]', 'body: '],
  ['"text"', 'body: '],
  ['{"owner":"O"}', 'body.widgetId: '],
  ['{"widgetId":"w"}', 'body.owner: '],
  ['{"widgetId":"w","owner":"O","label":1}', 'body.label: '],
  ['{"widgetId":"w","owner":"O","otherAttributes":{"a":"b"}}', 'body.otherAttributes: '],
  [
    '{"widgetId":"w","owner":"O","otherAttributes":[{"name":"a","value":1}]}',
    'body.otherAttributes.0.value: ',
  ],
])('a body %j is no widget, and the reason says why', (body, reason) => {
  const decoded = decodeWidget(bytes(body));
  expect(decoded).toEqual({ ok: false, reason: expect.stringMatching(`^${reason}`) });
});

test('a body that is not UTF-8 is no widget', () => {
  const body = Uint8Array.of(...bytes('{"widgetId":"w","owner":"'), 0xff, ...bytes('"}'));
  expect(decodeWidget(body)).toEqual({ ok: false, reason: 'it is not JSON' });
});
