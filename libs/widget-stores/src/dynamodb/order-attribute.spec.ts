import { expect, test } from '@jest/globals';
import { decodeOrder, encodeOrder } from './order-attribute';

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

test('bookkeeping is a map with an entry per changed property', () => {
  expect(encodeOrder(order)).toEqual({
    M: {
      version: { N: '1' },
      revision: { N: '2' },
      created: { S: order.created },
      bucket: { S: 'requests' },
      key: { S: order.object.key },
      newest: { S: order.newest },
      changed: {
        M: { label: { S: order.newest }, 'odd "name"': { S: '1700000000000-000001-0badcafe' } },
      },
    },
  });
});

test.each([
  ['as it is', order],
  ['confirmed', { ...order, confirmed: true }],
  ['without an object', { ...order, object: undefined }],
])('bookkeeping %s is read as it was written', (_how, written) => {
  expect(decodeOrder(encodeOrder(written))).toEqual(written);
});

test.each([
  undefined,
  { S: '1' },
  { M: {} },
  { M: { version: { N: '2' }, created: { S: 's' }, newest: { S: 's' } } },
])('what is none of ours is none: %j', (attribute) => {
  expect(decodeOrder(attribute)).toBeUndefined();
});
