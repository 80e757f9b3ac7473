import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareStamps, ORDER_STAMP_ATTRIBUTE, orderStamp, stampOfKey } from './order-stamp';

const SENT_AT = 1_700_000_000_000;
const KEY = '1699999999999-000000-0123abcd';

describe('the stamp of a request', () => {
  test('is the sequence number of a FIFO queue, before all else', () => {
    const origin = { sequenceNumber: '18849496460467696128', attribute: 'a', key: KEY, sentAt: SENT_AT };
    expect(orderStamp(origin, 'update')).toBe('18849496460467696128');
  });

  test('is (a) the message attribute, before all that does not come from the queue', () => {
    expect(ORDER_STAMP_ATTRIBUTE).toBe('WidgetOrderStamp');
    const origin = { attribute: 'a-stamp', key: KEY, messageId: 'm', sentAt: SENT_AT };
    expect(orderStamp(origin, 'update')).toBe('a-stamp');
  });

  test('is (b) the last segment of the key when that begins with 13 digits', () => {
    expect(orderStamp({ key: KEY, messageId: 'm', sentAt: SENT_AT }, 'update')).toBe(KEY);
    expect(orderStamp({ key: `a/b/${KEY}`, messageId: 'm', sentAt: SENT_AT }, 'update')).toBe(KEY);
    expect(orderStamp({ key: '1699999999999', sentAt: SENT_AT }, 'update')).toBe('1699999999999');
  });

  test.each([
    ['create', '1700000000000~0~m-1'],
    ['update', '1700000000000~1~m-1'],
    ['delete', '1700000000000~2~m-1'],
  ] as const)('is (c) of a %s the time of sending, its type and the message’s id', (type, stamp) => {
    expect(orderStamp({ messageId: 'm-1', sentAt: SENT_AT }, type)).toBe(stamp);
    expect(orderStamp({ key: 'dir/name.json', messageId: 'm-1', sentAt: SENT_AT }, type)).toBe(stamp);
  });

  test('is (c) with the key where there is no message', () => {
    expect(orderStamp({ key: 'dir/name.json', sentAt: SENT_AT }, 'create')).toBe(
      '1700000000000~0~dir/name.json',
    );
  });

  test('has whole milliseconds of 13 digits', () => {
    expect(orderStamp({ messageId: 'm', sentAt: 999_999_999_999.9 }, 'create')).toBe('0999999999999~0~m');
  });

  test('skips an attribute that is empty', () => {
    expect(orderStamp({ attribute: '', key: KEY, sentAt: SENT_AT }, 'create')).toBe(KEY);
  });

  test.each([
    '',
    '123456789012',
    'x1699999999999',
    '1699999999999/name',
    '1699999999999/',
    'a-1699999999999',
  ])('is not given by the key %j', (key) => {
    expect(stampOfKey(key)).toBeUndefined();
  });

  test('puts a create before the update and the delete of its millisecond', () => {
    const stamps = (['delete', 'create', 'update'] as const).map((type) =>
      orderStamp({ messageId: type, sentAt: SENT_AT }, type),
    );
    expect(stamps.sort(compareStamps).map((stamp) => stamp.split('~')[2])).toEqual([
      'create',
      'update',
      'delete',
    ]);
  });
});

describe('comparing stamps', () => {
  const byBytes = (a: string, b: string) => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const stamp = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('a', '-', '~', '\u007f', 'é', '\ud7ff', '\ue000', '\uffff', '😀', '𐀀', '􏿿'),
    }),
  );

  test('is the order of their bytes of UTF-8', () => {
    fc.assert(
      fc.property(stamp, stamp, (a, b) => {
        expect(Math.sign(compareStamps(a, b))).toBe(byBytes(a, b));
      }),
      { numRuns: 2000 },
    );
  });

  test('puts characters beyond U+FFFF last, which UTF-16 does not', () => {
    expect('\uffff' < '😀').toBe(false);
    expect(compareStamps('\uffff', '😀')).toBeLessThan(0);
  });

  test('puts the empty stamp before all others, and a beginning before the whole', () => {
    expect(compareStamps('', 'a')).toBeLessThan(0);
    expect(compareStamps('1700000000000', '1700000000000-000000-0123abcd')).toBeLessThan(0);
    expect(compareStamps('same', 'same')).toBe(0);
  });
});
