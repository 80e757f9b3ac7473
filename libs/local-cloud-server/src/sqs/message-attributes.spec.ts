import { expect, test } from '@jest/globals';
import { md5OfAttributes, parseMessageAttributes, selectAttributes } from './message-attributes';

const parse = (attributes: unknown) => parseMessageAttributes({ MessageAttributes: attributes });

test('attributes are selected by name, by prefix, or all', () => {
  const attributes = parse({
    'order.id': { DataType: 'String', StringValue: 'a' },
    'order.no': { DataType: 'Number', StringValue: '1' },
    bytes: { DataType: 'Binary.png', BinaryValue: 'AQI=' },
  });
  const names = (...wanted: string[]) => [...selectAttributes(attributes, wanted).keys()];
  expect(names()).toEqual([]);
  expect(names('bytes', 'missing')).toEqual(['bytes']);
  expect(names('order.*')).toEqual(['order.id', 'order.no']);
  expect(names('All')).toHaveLength(3);
  expect(names('.*')).toHaveLength(3);
});

test('the digest does not depend on the order in which attributes were given', () => {
  const one = { a: { DataType: 'String', StringValue: 'x' }, b: { DataType: 'Binary', BinaryValue: 'AQI=' } };
  const two = { b: one.b, a: one.a };
  expect(md5OfAttributes(parse(one))).toBe(md5OfAttributes(parse(two)));
});

test.each([
  [{ '': { DataType: 'String', StringValue: 'x' } }],
  [{ 'AWS.x': { DataType: 'String', StringValue: 'x' } }],
  [{ 'a..b': { DataType: 'String', StringValue: 'x' } }],
  [{ a: { DataType: 'Text', StringValue: 'x' } }],
  [{ a: { StringValue: 'x' } }],
  [{ a: { DataType: 'String', StringValue: '' } }],
  [{ a: { DataType: 'Number', StringValue: 'ten' } }],
  [{ a: { DataType: 'Binary', StringValue: 'x' } }],
  [
    Object.fromEntries(
      Array.from({ length: 11 }, (_, i) => [`a${i}`, { DataType: 'String', StringValue: 'x' }]),
    ),
  ],
])('%j are refused', (attributes) => {
  expect(() => parse(attributes)).toThrow(expect.objectContaining({ code: 'InvalidParameterValue' }));
});

test('an attribute may be named as a member of every object is', () => {
  const attributes = parse(JSON.parse('{"__proto__": {"DataType": "String", "StringValue": "x"}}'));
  expect([...attributes.keys()]).toEqual(['__proto__']);
});
