import { describe, expect, test } from '@jest/globals';
import { CannotBeSent } from '../errors';
import { fifoIds } from '../fifo-queue';
import { entryBytes, inlineEntry, pointerEntry, type Pointing } from './message-entry';

const STAMP_KEY = '1700000000000-000001-0badcafe';
const request = (fields: { key?: string; text?: string } = {}) => ({
  bytes: new TextEncoder().encode(fields.text ?? '{"type":"delete"}'),
  key: fields.key ?? STAMP_KEY,
  stamp: STAMP_KEY,
  lane: 'w1',
});

const pointing = (format: Pointing['format'], queue = 'q'): Pointing => ({
  bucket: 'requests',
  format,
  queue,
});

describe('a pointer', () => {
  test('in the extended format is what Extended Client libraries read', () => {
    expect(pointerEntry(request({ text: 'é' }), pointing('extended'))).toEqual({
      MessageBody: `["software.amazon.payloadoffloading.PayloadS3Pointer",{"s3BucketName":"requests","s3Key":"${STAMP_KEY}"}]`,
      MessageAttributes: { ExtendedPayloadSize: { DataType: 'Number', StringValue: '2' } },
    });
  });

  test('in the json format names bucket and key', () => {
    expect(pointerEntry(request(), pointing('json'))).toEqual({
      MessageBody: `{"bucket":"requests","key":"${STAMP_KEY}"}`,
      MessageAttributes: {},
    });
  });

  test('in the key format is the bare key', () => {
    expect(pointerEntry(request(), pointing('key'))).toEqual({
      MessageBody: STAMP_KEY,
      MessageAttributes: {},
    });
  });

  test.each(['with space', '/leading', 'ümlaut', '{}'])('in the key format cannot have the key %j', (key) => {
    expect(() => pointerEntry(request({ key }), pointing('key'))).toThrow(CannotBeSent);
    expect(() => pointerEntry(request({ key }), pointing('json'))).not.toThrow();
  });

  test.each(['extended', 'json', 'key'] as const)(
    'in the %s format carries the stamp when the key tells none',
    (format) => {
      const { MessageAttributes } = pointerEntry(request({ key: '07-update.json' }), pointing(format));
      expect(MessageAttributes['WidgetOrderStamp']).toEqual({ DataType: 'String', StringValue: STAMP_KEY });
    },
  );
});

describe('an inline message', () => {
  test('is the request, with its stamp', () => {
    expect(inlineEntry(request({ text: '{"owner":"é"}' }), 'q')).toEqual({
      MessageBody: '{"owner":"é"}',
      MessageAttributes: { WidgetOrderStamp: { DataType: 'String', StringValue: STAMP_KEY } },
    });
  });

  test('cannot be made of bytes that are no text', () => {
    const bytes = Uint8Array.of(0x7b, 0xff, 0x7d);
    expect(() => inlineEntry({ ...request(), bytes }, 'q')).toThrow(CannotBeSent);
  });
});

describe('for a FIFO queue', () => {
  test('a pointer is grouped by its lane and told from others by its key', () => {
    expect(pointerEntry(request({ key: 'k' }), pointing('json', 'q.fifo'))).toMatchObject(fifoIds('w1', 'k'));
  });

  test('an inline message is grouped by its lane and told from others by its stamp', () => {
    expect(inlineEntry(request({ key: 'k' }), 'https://host/1/q.fifo')).toMatchObject(
      fifoIds('w1', STAMP_KEY),
    );
  });
});

describe('the bytes of an entry', () => {
  test('are those of its body in UTF-8', () => {
    expect(entryBytes({ MessageBody: 'é☃🎈', MessageAttributes: {} })).toBe(2 + 3 + 4);
  });

  test('are those of its attributes’ names, types and values too', () => {
    const MessageAttributes = {
      é: { DataType: 'String', StringValue: '☃' },
      n: { DataType: 'Number', StringValue: '12' },
    };
    expect(entryBytes({ MessageBody: 'x', MessageAttributes })).toBe(1 + (2 + 6 + 3) + (1 + 6 + 2));
  });
});
