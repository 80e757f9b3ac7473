import { createHash } from 'node:crypto';
import { decodeAwsChunked } from './aws-chunked';
import { type Checksum, verifyChecksum } from './checksums';
import { S3Error } from './errors';
import type { S3Request } from './s3-request';

export type Payload = { data: Buffer; md5: Buffer; checksum?: Checksum };

/**
 * The data of a request, free of its transfer encoding, once every digest that came with it is known to be right.
 * @throws S3Error IncompleteBody, MalformedTrailerError, InvalidDigest, BadDigest, XAmzContentSHA256Mismatch, InvalidRequest
 */
export function readPayload(request: S3Request): Payload {
  const { data, trailers } = isAwsChunked(request)
    ? decodeAwsChunked(request.body)
    : { data: request.body, trailers: new Map<string, string>() };
  verifyDecodedLength(request, data);
  verifySha256(request, data);
  for (const promised of listOf(request.header('x-amz-trailer'))) {
    if (!trailers.has(promised)) throw new S3Error('MalformedTrailerError');
  }
  const md5 = createHash('md5').update(data).digest();
  verifyMd5(request, md5);
  const checksum = verifyChecksum(data, (name) => request.header(name) ?? trailers.get(name));
  return checksum ? { data, md5, checksum } : { data, md5 };
}

function isAwsChunked(request: S3Request): boolean {
  return (
    listOf(request.header('content-encoding')).includes('aws-chunked') ||
    (request.header('x-amz-content-sha256')?.startsWith('STREAMING-') ?? false)
  );
}

function verifyDecodedLength(request: S3Request, data: Buffer): void {
  const length = request.header('x-amz-decoded-content-length');
  if (length !== undefined && Number(length) !== data.length) throw new S3Error('IncompleteBody');
}

function verifySha256(request: S3Request, data: Buffer): void {
  const sent = request.header('x-amz-content-sha256');
  if (sent === undefined || !/^[0-9a-f]{64}$/.test(sent)) return;
  if (createHash('sha256').update(data).digest('hex') !== sent)
    throw new S3Error('XAmzContentSHA256Mismatch');
}

function verifyMd5(request: S3Request, md5: Buffer): void {
  const sent = request.header('content-md5');
  if (sent === undefined) return;
  const bytes = Buffer.from(sent, 'base64');
  if (bytes.length !== md5.length) throw new S3Error('InvalidDigest', { 'Content-MD5': sent });
  if (!bytes.equals(md5)) throw new S3Error('BadDigest');
}

/** A comma-separated header in lower case. */
export function listOf(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((item) => item.trim().toLowerCase())
    .filter((item) => item !== '');
}
