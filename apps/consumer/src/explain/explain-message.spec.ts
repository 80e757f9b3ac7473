import { describe, expect, test } from '@jest/globals';
import { explainMessage } from './explain-message';

const KEY = '1700000000000-000001-0badcafe';
const REQUEST = { type: 'update', requestId: 'r1', widgetId: 'w1', owner: 'Sue Smith' };
const explain = (body: unknown, ...buckets: string[]): string =>
  explainMessage(typeof body === 'string' ? body : JSON.stringify(body), buckets).join('\n');

describe('a message is explained', () => {
  test('as the request that it is', () => {
    expect(explain(REQUEST)).toMatch(/^Taken for: a request\nRequest: update widget w1 of Sue Smith/);
  });

  test('with what is wrong with its request', () => {
    expect(explain({ ...REQUEST, owner: '' })).toMatch(/Refused: .*owner must be letters.*dead-letter queue/);
  });

  test('with where it points, the stamp, and whether it is followed', () => {
    const lines = explain({ bucket: 'b', key: KEY }, 'b').split('\n');
    expect(lines).toEqual([
      'Taken for: a pointer of bucket and key',
      `Pointer: object ${KEY} in bucket b`,
      `Order stamp: the message attribute WidgetOrderStamp, else ${KEY}, from the key`,
      'Followed: -rb names bucket b',
    ]);
    expect(explain({ bucket: 'b', key: 'k' }, 'other')).toContain('the request buckets named are other');
    expect(explain({ bucket: 'b', key: 'k' })).toContain('-rb=b');
  });

  test('as a bare key, by the buckets that are named', () => {
    expect(explain(KEY, 'b')).toContain('acknowledged, as finished before');
    expect(explain('hello', 'b')).toContain('any word could be a bare key');
    expect(explain(KEY, 'a', 'b')).toContain('Refused');
    expect(explain(KEY)).toContain('stops the consumer');
    expect(explain('hello')).toContain('does not look like a key');
  });

  test('envelope by envelope, and record by record', () => {
    const record = (eventName: string) => ({
      ...{ eventVersion: '2.1', eventName },
      s3: { bucket: { name: 'b' }, object: { key: 'a+b' } },
    });
    const Records = [record('ObjectRemoved:Delete'), record('ObjectCreated:Put')];
    const text = explain({ Type: 'Notification', Message: JSON.stringify({ Records }) }, 'b');
    expect(text).toContain('Taken for: an SNS notification, which holds an S3 event notification\n');
    expect(text).toContain('\n1. Nothing to do: the S3 event ObjectRemoved:Delete brings no request.');
    expect(text).toContain('\n2. Pointer: object a b in bucket b\n   Order stamp');
  });

  test('as nothing of ours', () => {
    expect(explain('hello, is anybody there?')).toMatch(/Taken for: other text\nRefused: .*neither/);
  });
});
