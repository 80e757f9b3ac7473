import { expect, test } from '@jest/globals';
import { crc32c, crc64nvme } from './crc';
import { readPayload } from './payload';
import type { S3Request } from './s3-request';

const requestOf = (body: string, headers: Record<string, string> = {}): S3Request => ({
  bucket: 'bucket',
  key: 'key',
  query: new URLSearchParams(),
  header: (name) => headers[name],
  headersWith: () => [],
  body: Buffer.from(body),
});

const failsWith = (code: string, body: string, headers: Record<string, string>): void =>
  expect(() => readPayload(requestOf(body, headers))).toThrow(expect.objectContaining({ code }));

test('CRC-32C and CRC-64/NVME of the check string are those of their catalogue', () => {
  expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  expect(crc64nvme(Buffer.from('123456789')).toString('hex')).toBe('ae8b14860a799888');
});

test.each([
  ['crc32', 'NhCmhg=='],
  ['crc32c', 'mnG7TA=='],
  ['sha1', 'qvTGHdzF6KLavt4PO0gs2a6pQ00='],
  ['sha256', 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ='],
])('the right %s checksum is accepted, a wrong one is a BadDigest', (algorithm, base64) => {
  const header = `x-amz-checksum-${algorithm}`;
  const { checksum } = readPayload(requestOf('hello', { [header]: base64 }));
  expect(checksum).toEqual({ algorithm: algorithm.toUpperCase(), base64 });
  failsWith('BadDigest', 'other', { [header]: base64 });
  failsWith('InvalidRequest', 'hello', { [header]: 'AA==' });
});

test('Content-MD5 is verified', () => {
  expect(readPayload(requestOf('hello', { 'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==' })).data.toString()).toBe(
    'hello',
  );
  failsWith('BadDigest', 'other', { 'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==' });
  failsWith('InvalidDigest', 'hello', { 'content-md5': 'nonsense' });
});

test('the SHA-256 of a signed payload is verified', () => {
  failsWith('XAmzContentSHA256Mismatch', 'hello', { 'x-amz-content-sha256': '0'.repeat(64) });
});

test('an aws-chunked body is put together, and the checksum in its trailer verified', () => {
  const headers = {
    'content-encoding': 'gzip, aws-chunked',
    'x-amz-trailer': 'x-amz-checksum-crc32',
    'x-amz-decoded-content-length': '5',
  };
  const chunked = (trailer: string): string =>
    `3\r\nhel\r\n2;chunk-signature=ab\r\nlo\r\n0\r\n${trailer}\r\n`;
  const payload = readPayload(requestOf(chunked('x-amz-checksum-crc32:NhCmhg==\r\n'), headers));
  expect(payload.data.toString()).toBe('hello');
  expect(payload.checksum).toEqual({ algorithm: 'CRC32', base64: 'NhCmhg==' });
  failsWith('BadDigest', chunked('x-amz-checksum-crc32:AAAAAA==\r\n'), headers);
  failsWith('MalformedTrailerError', chunked(''), headers);
  failsWith('MalformedTrailerError', chunked('no colon\r\n'), headers);
});

test.each(['', '3', '3\r\n', '3\r\nhe', '3\r\nhello\r\n0\r\n\r\n', 'zz\r\n', 'ffffffff\r\nx\r\n'])(
  'the aws-chunked body %j is an IncompleteBody',
  (body) => failsWith('IncompleteBody', body, { 'content-encoding': 'aws-chunked' }),
);

test('a body of another length than was announced is an IncompleteBody', () => {
  failsWith('IncompleteBody', '0\r\n\r\n', {
    'content-encoding': 'aws-chunked',
    'x-amz-decoded-content-length': '5',
  });
});
