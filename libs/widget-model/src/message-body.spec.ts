import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MESSAGE_FORMATS, PAYLOAD_SIZE_ATTRIBUTE, pointerBody, readMessageBody } from './message-body';
import { wireRequest } from './testing/requests';

const POINTER = { bucket: 'widget-requests', key: '1700000000000-000000-0123abcd' };
const pointer = (bucket: string, key: string) => ({
  ok: true,
  value: { kind: 'pointer', pointer: { bucket, key } },
});
const bareKey = (key: string) => ({ ok: true, value: { kind: 'bare-key', key } });
const inline = (request: string) => ({ ok: true, value: { kind: 'inline', request } });
const invalid: unknown = { ok: false, reason: expect.any(String) };

const NEW_CLASS = 'software.amazon.payloadoffloading.PayloadS3Pointer';
const OLD_CLASS = 'com.amazon.sqs.javamessaging.MessageS3Pointer';

describe('what a producer writes', () => {
  test('as extended is what the Extended Client libraries read, to the byte', () => {
    expect(pointerBody('extended', POINTER)).toBe(
      `["${NEW_CLASS}",{"s3BucketName":"widget-requests","s3Key":"1700000000000-000000-0123abcd"}]`,
    );
    expect(PAYLOAD_SIZE_ATTRIBUTE).toBe('ExtendedPayloadSize');
  });

  test('as json is the bucket and the key', () => {
    expect(pointerBody('json', POINTER)).toBe(
      '{"bucket":"widget-requests","key":"1700000000000-000000-0123abcd"}',
    );
  });

  test('as key is the bare key', () => {
    expect(pointerBody('key', POINTER)).toBe('1700000000000-000000-0123abcd');
  });

  test('is one of four formats', () => {
    expect(MESSAGE_FORMATS).toEqual(['extended', 'json', 'key', 'inline']);
  });
});

describe('what is written is read', () => {
  test('from extended and json, whatever the names', () => {
    const name = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(
        name,
        name,
        fc.constantFrom('extended' as const, 'json' as const),
        (bucket, key, format) => {
          expect(readMessageBody(pointerBody(format, { bucket, key }))).toEqual(pointer(bucket, key));
        },
      ),
    );
  });

  test('from key: the bucket is the reader’s to know', () => {
    expect(readMessageBody(pointerBody('key', POINTER))).toEqual(bareKey(POINTER.key));
  });

  test('from inline, as the very text that was sent', () => {
    const body = JSON.stringify(wireRequest({ label: 'é' }), undefined, 2);
    expect(readMessageBody(body)).toEqual(inline(body));
  });
});

describe('a bare key', () => {
  test.each([
    "aZ09!-_.*'()/",
    '1700000000000',
    'a/b/1700000000000.json',
    'k'.repeat(1024),
    'null',
    'true',
    '-1.5',
  ])('is %j', (body) => {
    expect(readMessageBody(body)).toEqual(bareKey(body));
  });

  test.each([
    ['nothing', ''],
    ['longer than 1024 characters', 'k'.repeat(1025)],
    ['with a leading slash', '/key'],
    ['with a space', 'a key'],
    ['with a line end', 'key\n'],
    ['with a percent sign', 'a%2Fb'],
    ['beyond ASCII', 'clé'],
    ['a number with a plus sign', '1e+5'],
  ])('is not one %s', (_, body) => {
    expect(readMessageBody(body)).toEqual(invalid);
  });
});

describe('an Extended Client’s pointer', () => {
  test.each([NEW_CLASS, OLD_CLASS])('is tagged with %s', (tag) => {
    expect(readMessageBody(JSON.stringify([tag, { s3BucketName: 'b', s3Key: 'a key/é' }]))).toEqual(
      pointer('b', 'a key/é'),
    );
  });

  test('may have further fields and spaces', () => {
    expect(readMessageBody(` [ "${NEW_CLASS}" , { "s3Key":"k", "s3BucketName":"b", "v":1 } ] `)).toEqual(
      pointer('b', 'k'),
    );
  });

  test.each([
    ['an unknown class', ['java.lang.Runtime', { s3BucketName: 'b', s3Key: 'k' }]],
    ['a class in another case', [NEW_CLASS.toUpperCase(), { s3BucketName: 'b', s3Key: 'k' }]],
    ['no class', [{ s3BucketName: 'b', s3Key: 'k' }]],
    ['no pointer', [NEW_CLASS]],
    ['a pointer that is null', [NEW_CLASS, null]],
    ['a pointer that is text', [NEW_CLASS, '{"s3BucketName":"b","s3Key":"k"}']],
    ['a pointer that is an array', [NEW_CLASS, ['b', 'k']]],
    ['no bucket', [NEW_CLASS, { s3Key: 'k' }]],
    ['an empty key', [NEW_CLASS, { s3BucketName: 'b', s3Key: '' }]],
    ['a key that is a number', [NEW_CLASS, { s3BucketName: 'b', s3Key: 1700000000000 }]],
    ['an array as class', [[NEW_CLASS], { s3BucketName: 'b', s3Key: 'k' }]],
    ['nothing at all', []],
    ['a request', [wireRequest()]],
  ])('is not one with %s', (_, body) => {
    expect(readMessageBody(JSON.stringify(body))).toEqual(invalid);
  });
});

describe('a JSON object', () => {
  test('with the ids of a request is a request, whatever unknown fields it has besides', () => {
    const body = JSON.stringify({ ...wireRequest(), bucket: 'b', key: 'k' });
    expect(readMessageBody(body)).toEqual({ ok: true, value: { kind: 'inline', request: body } });
  });

  test('with bucket and key is a pointer, whatever else it holds', () => {
    const body = JSON.stringify({ type: 'pointer', bucket: 'b', key: 'k', size: 7 });
    expect(readMessageBody(body)).toEqual(pointer('b', 'k'));
  });

  test.each([
    ['only a key', { key: 'k' }],
    ['only a bucket', { bucket: 'b' }],
    ['an empty bucket', { bucket: '', key: 'k' }],
    ['a key that is null', { bucket: 'b', key: null }],
    ['a bucket that is an object', { bucket: { name: 'b' }, key: 'k' }],
    ['nothing', {}],
    ['something else', { hello: 'world' }],
  ])('with %s is invalid', (_, body) => {
    expect(readMessageBody(JSON.stringify(body))).toEqual(invalid);
  });

  test.each(['type', 'requestId', 'widgetId'])('with a %s is a request, good or bad', (field) => {
    const body = JSON.stringify({ [field]: null });
    expect(readMessageBody(body)).toEqual(inline(body));
  });

  test('with only half of a pointer can still be a request', () => {
    const body = JSON.stringify(wireRequest({ key: 'k' }));
    expect(readMessageBody(body)).toEqual(inline(body));
  });

  test('takes nothing from a field named __proto__', () => {
    expect(readMessageBody('{"__proto__":{"bucket":"b","key":"k"}}')).toEqual(invalid);
    expect(readMessageBody('{"__proto__":{"type":"create"}}')).toEqual(invalid);
  });
});

describe('a hostile body', () => {
  test.each([
    ['text that looks like a command', 'rm -rf / ; echo'],
    ['a form', 'Action=SendMessage&MessageBody=x'],
    ['XML', '<Message/>'],
    ['JSON cut short', '{"bucket":"b","key":'],
    ['two JSON values', '{"bucket":"b","key":"k"}{"bucket":"b","key":"k"}'],
    ['control characters', '\u0000\u001b[2J'],
    ['a deep array', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['a deep object', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['a long run of key characters and one other', `${'a'.repeat(500_000)} `],
  ])('is invalid: %s', (_, body) => {
    expect(readMessageBody(body)).toEqual(invalid);
  });

  test.each([
    ['json', '{"bucket":"b","key":"\\ud83d"}'],
    ['extended', `["${NEW_CLASS}",{"s3BucketName":"b","s3Key":"k\\udc00"}]`],
    ['json with a bad bucket', '{"bucket":"\\ud83d","key":"k"}'],
  ])('is invalid when it points to half a character, which no URL can carry: %s', (_, body) => {
    expect(readMessageBody(body)).toEqual(invalid);
  });

  test('gives a value and never throws, whatever it is', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.tuple(fc.constantFrom(NEW_CLASS, OLD_CLASS), fc.jsonValue()).map((parts) => JSON.stringify(parts)),
      fc
        .dictionary(fc.constantFrom('bucket', 'key', 'type', 'widgetId', '__proto__'), fc.jsonValue())
        .map((fields) => JSON.stringify(fields)),
    );
    fc.assert(
      fc.property(anything, (body) => {
        const read = readMessageBody(body);
        expect(read.ok ? read.value.kind : read.reason).not.toBe('');
      }),
    );
  });
});
