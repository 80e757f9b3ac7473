import { expect, test } from '@jest/globals';
import { decodeOrder, encodeOrder } from './order-json';

const order = {
  revision: 2,
  created: '1700000000000-000000-0badcafe',
  object: { bucket: 'requests', key: '1700000000000-000000-0badcafe' },
  newest: '1700000000001-000000-0badcafe',
  changed: new Map([
    ['label', '1700000000001-000000-0badcafe'],
    ['odd "name"', '1700000000000-000001-0badcafe'],
  ]),
  confirmed: false,
};

test('bookkeeping is written in plain fields', () => {
  expect(encodeOrder(order)).toEqual({
    version: 1,
    revision: 2,
    created: order.created,
    bucket: 'requests',
    key: order.object.key,
    newest: order.newest,
    changed: { label: order.newest, 'odd "name"': '1700000000000-000001-0badcafe' },
  });
});

test.each([
  ['as it is', order],
  ['confirmed', { ...order, confirmed: true }],
  ['without an object', { ...order, object: undefined }],
  ['with a property named __proto__', { ...order, changed: new Map([['__proto__', 's']]) }],
])('bookkeeping %s is read as it was written', (_how, written) => {
  expect(decodeOrder(JSON.parse(JSON.stringify(encodeOrder(written))))).toEqual(written);
});

test.each([
  undefined,
  null,
  7,
  'text',
  [],
  {},
  { version: 2, created: 's', newest: 's' },
  { version: 1, created: 's' },
])('what is none of ours is none: %j', (json) => {
  expect(decodeOrder(json)).toBeUndefined();
});
