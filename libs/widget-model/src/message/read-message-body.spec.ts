import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wireRequest } from '../testing/requests';
import { MESSAGE_FORMATS, PAYLOAD_SIZE_ATTRIBUTE, pointerBody } from './message-format';
import { readMessageBody } from './read-message-body';

const POINTER = { bucket: 'widget-requests', key: '1700000000000-000000-0123abcd' };
const pointer = (bucket: string, key: string) => [{ kind: 'pointer', pointer: { bucket, key } }];
const bareKey = (key: string) => [{ kind: 'bare-key', key }];
const inline = (request: string) => [{ kind: 'inline', request }];
const nothing = (reason: unknown = expect.any(String)) => [{ kind: 'nothing', reason }];
const invalid: unknown = [{ kind: 'invalid', reason: expect.any(String) }];
const partsOf = (body: string) => readMessageBody(body).parts;
const jsonPartsOf = (body: unknown) => partsOf(JSON.stringify(body));

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
    const name = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 250 })
      .filter((text) => !/\p{Cc}|(?:^|\/)\.\.(?:\/|$)/u.test(text));
    fc.assert(
      fc.property(
        name,
        name,
        fc.constantFrom('extended' as const, 'json' as const),
        (bucket, key, format) => {
          expect(partsOf(pointerBody(format, { bucket, key }))).toEqual(pointer(bucket, key));
        },
      ),
    );
  });

  test('from key: the bucket is the reader’s to know', () => {
    expect(partsOf(pointerBody('key', POINTER))).toEqual(bareKey(POINTER.key));
  });

  test('from inline, as the very text that was sent', () => {
    const body = JSON.stringify(wireRequest({ label: 'é' }), undefined, 2);
    expect(partsOf(body)).toEqual(inline(body));
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
    expect(partsOf(body)).toEqual(bareKey(body));
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
    expect(partsOf(body)).toEqual(invalid);
  });
});

describe('an Extended Client’s pointer', () => {
  test.each([NEW_CLASS, OLD_CLASS])('is tagged with %s', (tag) => {
    expect(partsOf(JSON.stringify([tag, { s3BucketName: 'b', s3Key: 'a key/é' }]))).toEqual(
      pointer('b', 'a key/é'),
    );
  });

  test('may have further fields and spaces', () => {
    expect(partsOf(` [ "${NEW_CLASS}" , { "s3Key":"k", "s3BucketName":"b", "v":1 } ] `)).toEqual(
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
    expect(jsonPartsOf(body)).toEqual(invalid);
  });
});

describe('a JSON object', () => {
  test('with the ids of a request is a request, whatever unknown fields it has besides', () => {
    const body = JSON.stringify({ ...wireRequest(), bucket: 'b', key: 'k' });
    expect(partsOf(body)).toEqual(inline(body));
  });

  test('with bucket and key is a pointer, whatever else it holds', () => {
    const body = JSON.stringify({ type: 'pointer', bucket: 'b', key: 'k', size: 7 });
    expect(partsOf(body)).toEqual(pointer('b', 'k'));
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
    expect(jsonPartsOf(body)).toEqual(invalid);
  });

  test.each(['type', 'requestId', 'widgetId'])('with a %s is a request, good or bad', (field) => {
    const body = JSON.stringify({ [field]: null });
    expect(partsOf(body)).toEqual(inline(body));
  });

  test('with only half of a pointer can still be a request', () => {
    const body = JSON.stringify(wireRequest({ key: 'k' }));
    expect(partsOf(body)).toEqual(inline(body));
  });

  test('takes nothing from a field named __proto__', () => {
    expect(partsOf('{"__proto__":{"bucket":"b","key":"k"}}')).toEqual(invalid);
    expect(partsOf('{"__proto__":{"type":"create"}}')).toEqual(invalid);
  });
});

describe('a JSON number or string', () => {
  test.each([
    ['a number of 13 digits with spaces around', ' 1700000000000\n', bareKey('1700000000000')],
    ['a string that holds a bare key', '"1700000000000-000000-0123abcd"', bareKey(POINTER.key)],
    ['a string that holds 13 digits', '"1700000000000"', bareKey('1700000000000')],
  ])('is a bare key: %s', (_, body, expected) => {
    expect(partsOf(body)).toEqual(expected);
  });

  test.each([
    ['a number of 12 digits', ' 170000000000'],
    ['a number with a fraction', ' 1700000000000.5'],
    ['a negative number', ' -1700000000000'],
    ['a string with spaces in it', '"two words"'],
    ['an empty string', '""'],
    ['a string that holds a string', JSON.stringify(JSON.stringify('k'))],
    ['a string that holds a string of JSON', JSON.stringify(JSON.stringify(JSON.stringify(POINTER)))],
  ])('is invalid: %s', (_, body) => {
    expect(partsOf(body)).toEqual(invalid);
  });

  test('that holds JSON is unwrapped once, whatever the JSON', () => {
    const request = JSON.stringify(wireRequest());
    expect(jsonPartsOf(request)).toEqual(inline(request));
    expect(jsonPartsOf(pointerBody('json', POINTER))).toEqual(pointer(POINTER.bucket, POINTER.key));
    expect(jsonPartsOf(pointerBody('extended', POINTER))).toEqual(pointer(POINTER.bucket, POINTER.key));
    expect(jsonPartsOf(JSON.stringify(notification(record())))).toEqual(pointer('b', 'k'));
  });
});

const record = (fields: object = {}, key: unknown = 'k', bucket: unknown = 'b') => ({
  ...{ eventVersion: '2.1', eventSource: 'aws:s3', eventName: 'ObjectCreated:Put' },
  s3: { s3SchemaVersion: '1.0', bucket: { name: bucket }, object: { key, size: 7, eTag: 'e' } },
  ...fields,
});
const notification = (...Records: readonly unknown[]) => ({ Records });

describe('an S3 event notification', () => {
  test.each(['2.0', '2.1', '2.2', '2.3', '2.17'])('of version %s points to the object', (eventVersion) => {
    expect(jsonPartsOf(notification(record({ eventVersion })))).toEqual(pointer('b', 'k'));
  });

  test.each(['Put', 'Post', 'Copy', 'CompleteMultipartUpload'])('tells of a creation by %s', (way) => {
    expect(jsonPartsOf(notification(record({ eventName: `ObjectCreated:${way}` })))).toEqual(
      pointer('b', 'k'),
    );
  });

  test.each([
    ['a+b', 'a b'],
    ['a%2Bb', 'a+b'],
    ['folder/a%20b', 'folder/a b'],
    ['caf%C3%A9+%26', 'café &'],
    ['%25', '%'],
  ])('has the key %s for %s', (encoded, key) => {
    expect(jsonPartsOf(notification(record({}, encoded)))).toEqual(pointer('b', key));
  });

  test('with several records asks for several things, in their order', () => {
    const removed = record({ eventName: 'ObjectRemoved:Delete' });
    expect(jsonPartsOf(notification(record({}, '1'), removed, record({}, '2'), {}))).toEqual([
      ...pointer('b', '1'),
      ...nothing(),
      ...pointer('b', '2'),
      expect.objectContaining({ kind: 'invalid' }),
    ]);
  });

  test.each([
    'ObjectRemoved:Delete',
    'ObjectRestore:Post',
    'LifecycleExpiration:Delete',
    'x:ObjectCreated:Put',
  ])('of %s asks for nothing', (eventName) => {
    expect(jsonPartsOf(notification(record({ eventName })))).toEqual(
      nothing(expect.stringContaining(eventName)),
    );
  });

  test.each([
    ['no records', notification()],
    ['records that are none', notification(null)],
    ['version 3', notification(record({ eventVersion: '3.0' }))],
    ['no version', notification(record({ eventVersion: undefined }))],
    ['no event', notification(record({ eventName: undefined }))],
    ['no s3', notification(record({ s3: undefined }))],
    ['a key that is no text', notification(record({}, 7))],
    ['a key whose encoding is cut short', notification(record({}, 'a%2'))],
    ['a key that is no UTF-8', notification(record({}, '%ff'))],
    ['a bucket that is no text', notification(record({}, 'k', null))],
    ['more records than S3 sends', notification(...Array.from({ length: 101 }, () => record()))],
  ])('is invalid with %s', (_, body) => {
    expect(jsonPartsOf(body)).toEqual(invalid);
  });

  test('takes nothing from a field named __proto__', () => {
    const hostile = '{"Records":[{"__proto__":{"eventVersion":"2.1","eventName":"ObjectCreated:Put"}}]}';
    expect(partsOf(hostile)).toEqual(invalid);
  });

  test("of S3's test when notifications are set up asks for nothing", () => {
    const body = {
      ...{ Service: 'Amazon S3', Event: 's3:TestEvent', Time: '2026-01-01T00:00:00.000Z' },
      ...{ Bucket: 'b', RequestId: 'R', HostId: 'H' },
    };
    expect(jsonPartsOf(body)).toEqual(nothing(expect.stringContaining('s3:TestEvent')));
  });
});

describe('an event of S3 by way of EventBridge', () => {
  const event = (fields: object = {}) => ({
    ...{ version: '0', id: 'i', 'detail-type': 'Object Created', source: 'aws.s3', account: '1' },
    detail: { version: '0', bucket: { name: 'b' }, object: { key: 'a+b%20c', size: 7 }, reason: 'PutObject' },
    ...fields,
  });

  test('points to the object, its key as it is', () => {
    expect(jsonPartsOf(event())).toEqual(pointer('b', 'a+b%20c'));
  });

  test('of another type asks for nothing', () => {
    expect(jsonPartsOf(event({ 'detail-type': 'Object Deleted' }))).toEqual(
      nothing(expect.stringContaining('Object Deleted')),
    );
  });

  test.each([
    ['from elsewhere', event({ source: 'aws.ec2' })],
    ['without detail', event({ detail: undefined })],
    ['without a key', event({ detail: { bucket: { name: 'b' } } })],
    ['without a bucket', event({ detail: { object: { key: 'k' } } })],
  ])('is invalid %s', (_, body) => {
    expect(jsonPartsOf(body)).toEqual(invalid);
  });
});

describe('an SNS notification', () => {
  const envelope = (Message: unknown, fields: object = {}) => ({
    ...{ Type: 'Notification', MessageId: 'm', TopicArn: 'arn:aws:sns:us-east-1:1:t', Message },
    ...{ Timestamp: '2026-01-01T00:00:00.000Z', SignatureVersion: '1', Signature: 's' },
    ...fields,
  });
  const request = JSON.stringify(wireRequest());

  test.each([
    ['a request', request, inline(request)],
    ['a bare key', POINTER.key, bareKey(POINTER.key)],
    ['a pointer', pointerBody('json', POINTER), pointer(POINTER.bucket, POINTER.key)],
    ['an extended pointer', pointerBody('extended', POINTER), pointer(POINTER.bucket, POINTER.key)],
    ['an S3 event notification', JSON.stringify(notification(record())), pointer('b', 'k')],
    ["S3's test", '{"Event":"s3:TestEvent"}', nothing()],
    ['a JSON string of a request', JSON.stringify(request), inline(request)],
  ])('holds %s', (_, message, expected) => {
    expect(jsonPartsOf(envelope(message))).toEqual(expected);
  });

  test('may itself be in a JSON string', () => {
    expect(jsonPartsOf(JSON.stringify(envelope(request)))).toEqual(inline(request));
  });

  test.each([
    ['holds other text', envelope('hello, is anybody there?')],
    ['holds no text', envelope({ bucket: 'b', key: 'k' })],
    ['holds another', envelope(JSON.stringify(envelope(request)))],
    ['only asks for a confirmation', envelope(request, { Type: 'SubscriptionConfirmation' })],
  ])('is invalid when it %s', (_, body) => {
    expect(jsonPartsOf(body)).toEqual(invalid);
  });

  test('is told before what it holds', () => {
    const { forms } = readMessageBody(JSON.stringify(envelope(JSON.stringify(notification(record())))));
    expect(forms).toEqual(['an SNS notification', 'an S3 event notification']);
  });
});

describe('a hostile key', () => {
  const keys = [
    ['is longer than S3 takes', 'k'.repeat(1025)],
    ['is longer than S3 takes in bytes', 'é'.repeat(513)],
    ['has a line end', 'a\nb'],
    ['has NUL', 'a\u0000'],
    ['has an escape character', '\u001b[2J'],
    ['has DEL', 'a\u007f'],
    ['leads upwards', '../other-bucket/k'],
    ['leads upwards in the middle', 'a/../../other-bucket/k'],
    ['leads upwards at the end', 'a/..'],
  ] as const;

  test.each(keys)('that %s makes every kind of pointer invalid', (_, key) => {
    expect(jsonPartsOf({ bucket: 'b', key })).toEqual(invalid);
    expect(jsonPartsOf([NEW_CLASS, { s3BucketName: 'b', s3Key: key }])).toEqual(invalid);
    expect(jsonPartsOf(notification(record({}, encodeURIComponent(key))))).toEqual(invalid);
    expect(jsonPartsOf(key)).toEqual(invalid);
    expect(partsOf(key)).toEqual(invalid);
  });

  test('is not one with dots that are no steps', () => {
    for (const key of ['..a', 'a..b', 'a/...', './a', '.']) {
      expect(jsonPartsOf({ bucket: 'b', key })).toEqual(pointer('b', key));
    }
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
    expect(partsOf(body)).toEqual(invalid);
  });

  test.each([
    ['json', '{"bucket":"b","key":"\\ud83d"}'],
    ['extended', `["${NEW_CLASS}",{"s3BucketName":"b","s3Key":"k\\udc00"}]`],
    ['json with a bad bucket', '{"bucket":"\\ud83d","key":"k"}'],
  ])('is invalid when it points to half a character, which no URL can carry: %s', (_, body) => {
    expect(partsOf(body)).toEqual(invalid);
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
        const { forms, parts } = readMessageBody(body);
        expect(Math.min(forms.length, parts.length)).toBeGreaterThan(0);
      }),
    );
  });
});
