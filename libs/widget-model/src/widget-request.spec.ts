import { describe, expect, test } from '@jest/globals';
import { aRequest } from './testing/requests';
import { fromWire, requestToJson } from './widget-request';

describe('the JSON text of a request', () => {
  test('has the fields in the order of the courses’ producer, and the attributes in their own', () => {
    const request = aRequest({
      type: 'update',
      label: 'L',
      description: 'D',
      otherAttributes: new Map([
        ['width', '7'],
        ['color', 'red'],
      ]),
    });
    expect(requestToJson(request)).toBe(
      '{"type":"update","requestId":"request-1","widgetId":"widget-1","owner":"Mary Matthews","label":"L",' +
        '"description":"D","otherAttributes":[{"name":"width","value":"7"},{"name":"color","value":"red"}]}',
    );
  });

  test('leaves out what is absent, and keeps the empty string', () => {
    expect(requestToJson(aRequest({ type: 'delete' }))).toBe(
      '{"type":"delete","requestId":"request-1","widgetId":"widget-1","owner":"Mary Matthews"}',
    );
    expect(requestToJson(aRequest({ label: '', otherAttributes: new Map([['note', '']]) }))).toBe(
      '{"type":"create","requestId":"request-1","widgetId":"widget-1","owner":"Mary Matthews","label":"",' +
        '"otherAttributes":[{"name":"note","value":""}]}',
    );
  });

  test('holds an attribute named __proto__', () => {
    const json = requestToJson(aRequest({ otherAttributes: new Map([['__proto__', 'x']]) }));
    expect(json).toContain('{"name":"__proto__","value":"x"}');
  });
});

test('a wire request shares nothing with what it was read from', () => {
  const otherAttributes = [{ name: 'color', value: 'red' }];
  const request = fromWire({ type: 'create', requestId: 'r', widgetId: 'w', owner: 'Mary', otherAttributes });
  otherAttributes[0]!.value = 'blue';
  expect(request.otherAttributes.get('color')).toBe('red');
});
