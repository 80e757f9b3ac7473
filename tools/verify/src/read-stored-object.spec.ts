import { expect, test } from '@jest/globals';
import { readStoredObject } from './read-stored-object';

const WIDGET = {
  ...{ widgetId: 'w', owner: 'Sue Smith', label: null, requestId: 'r', color: 'no attribute' },
  otherAttributes: [{ name: 'color', value: 'red' }],
};

const read = (body: unknown, contentType: string | undefined = 'application/json') =>
  readStoredObject({
    ...{ key: 'widgets/w', contentType },
    bytes: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)),
  });

test('a widget is read as it is: null stays null, a field that is not there is not, further ones do not matter', () => {
  expect(read({ ...WIDGET, _order: {}, extra: 1 })).toEqual({
    place: 'widgets/w',
    properties: new Map<string, unknown>([
      ['widgetId', 'w'],
      ['owner', 'Sue Smith'],
      ['label', null],
      ['requestId', 'r'],
      ['color', 'red'],
    ]),
    flaw: undefined,
  });
});

test.each([['no JSON'], ['[]'], ['null'], ['"widget"']])('%s is no widget', (body) => {
  expect(read(body).flaw).toEqual({
    ...{ rule: 'widget-body', property: 'body', expected: 'a JSON object', found: body },
  });
});

test.each([
  [undefined],
  [null],
  [{ color: 'red' }],
  [[{ name: 'color' }]],
  [[{ name: 5, value: 'red' }]],
  [['color']],
  [
    [
      { name: 'a', value: '1' },
      { name: 'a', value: '2' },
    ],
  ],
  [[{ name: 'owner', value: 'John Jones' }]],
])('%j are no other attributes', (otherAttributes) => {
  expect(read({ ...WIDGET, otherAttributes }).flaw).toMatchObject({
    ...{ rule: 'widget-body', property: 'otherAttributes' },
  });
});

test('the content type must be that of JSON, whatever its parameters', () => {
  expect(read(WIDGET, 'application/json; charset=utf-8').flaw).toBeUndefined();
  for (const type of ['text/plain', 'application/json5', ''])
    expect(read(WIDGET, type).flaw).toMatchObject({ property: 'content type', found: type });
});
