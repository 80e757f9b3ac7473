import type { Message } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import { ORDER_STAMP_ATTRIBUTE, pointerBody } from '@widgets/widget-model';
import { carriedStamp, partWithoutStamp } from './carried-stamp';

const request = (type: string): string =>
  JSON.stringify({ type, requestId: 'r', widgetId: 'w', owner: 'Mary Matthews' });
const message = (Body: string, more: Message = {}): Message => ({
  ...{ Body, MessageId: 'id', Attributes: { SentTimestamp: '1700000000000' } },
  ...more,
});
const pointer = (key: string) => message(pointerBody('extended', { bucket: 'b', key }));

test.each([
  ['create', '1700000000000~0~id'],
  ['update', '1700000000000~1~id'],
  ['delete', '1700000000000~2~id'],
])('a request of its own that is a %s carries the stamp that its message gave it', (type, stamp) => {
  expect(carriedStamp(message(request(type)))).toBe(stamp);
});

test('a request that breaks a rule carries one too: it may be right to a later consumer', () => {
  expect(carriedStamp(message('{"type":"update"}'))).toBe('1700000000000~0~id');
});

test('a pointer whose key gives no stamp carries one, with the type of what it points to', () => {
  expect(carriedStamp(pointer('plain.json'), 'delete')).toBe('1700000000000~2~id');
  expect(carriedStamp(message('plain.json'), 'update')).toBe('1700000000000~1~id');
});

test.each([
  ['a key that gives a stamp', pointer('1700000000000-000000-0123abcd')],
  ['a bare key that gives a stamp', message('1700000000000')],
  [
    'a stamp as an attribute',
    message(request('create'), {
      MessageAttributes: { [ORDER_STAMP_ATTRIBUTE]: { DataType: 'String', StringValue: 's' } },
    }),
  ],
  ['what is no request at all', message('[1, 2]')],
  [
    'several requests in one message',
    message(
      JSON.stringify({
        Records: ['a', 'b'].map((key) => ({
          eventSource: 'aws:s3',
          eventVersion: '2.1',
          eventName: 'ObjectCreated:Put',
          s3: { bucket: { name: 'b' }, object: { key } },
        })),
      }),
    ),
  ],
])('%s needs no stamp beside it', (_what, with_) => {
  expect(partWithoutStamp(with_)).toBeUndefined();
  expect(carriedStamp(with_, 'create')).toBeUndefined();
});
