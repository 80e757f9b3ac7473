import fc from 'fast-check';
import type { BadRequest } from './bad-requests';

const body = (rule: string, value: unknown): BadRequest => ({
  rule,
  bytes: new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)),
});
const pointer = (rule: string, bucket: unknown, key: unknown): BadRequest => body(rule, { bucket, key });
const wrapped = (Message: unknown): unknown => ({ Type: 'Notification', Message });
const record = (s3: unknown): unknown => ({
  Records: [{ eventVersion: '2.1', eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', s3 }],
});

/** Bodies of messages that lead to no request: none of them may be followed. @param bucket that was named */
export const badMessages = (bucket: string): fc.Arbitrary<BadRequest> =>
  fc.oneof(
    fc.stringMatching(/^[a-z]{1,30}$/).map((word) => body('a bare word', word)),
    fc.constantFrom('../secret', 'a/../../secret', 'x'.repeat(1_025)).map((key) => body('a bare key', key)),
    fc
      .constantFrom('widgets-web', '__proto__', '..', 'a/b', 'http://127.0.0.1/')
      .map((other) => pointer('a bucket that was not named', other, 'k')),
    fc
      .constantFrom('', '../k', 'a/../b', 'k\u0000', '\u001b[2J', 'k'.repeat(1_025), '\ud800', 7, null, {}, [
        'k',
      ])
      .map((key) => pointer('a key that there cannot be', bucket, key)),
    fc
      .constantFrom('java.lang.Runtime', '__proto__', 7, null, ['x'])
      .map((name) => body('a class that is no pointer', [name, { s3BucketName: bucket, s3Key: 'k' }])),
    fc
      .constantFrom({}, null, [], { s3BucketName: bucket }, { s3Key: 'k' }, 'k')
      .map((at) =>
        body('a pointer without a place', ['software.amazon.payloadoffloading.PayloadS3Pointer', at]),
      ),
    fc
      .constantFrom({}, null, { bucket: {} }, { bucket: { name: bucket }, object: { key: '%' } })
      .map((s3) => body('an event without a place', record(s3))),
    fc
      .constantFrom(wrapped('{}'), wrapped('two words'), wrapped(JSON.stringify(wrapped('k'))))
      .map((value) => body('an envelope around nothing', value)),
    fc.constantFrom('two words', '<xml/>', '-', '=cmd()', 'ü').map((value) => body('other text', value)),
    fc
      .constantFrom(null, 1.5, -1, 12, [], {}, [[]], { Records: 7 })
      .map((value) => body('other JSON', value)),
  );
