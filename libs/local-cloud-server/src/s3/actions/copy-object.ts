import { parseAddress } from '../address';
import { checkRead, checkWrite, conditionsOf } from '../conditions';
import { S3Error } from '../errors';
import { objectHeaders } from '../object-headers';
import { checkKey, existingObject } from '../object-key';
import { type S3Action, type S3Request, xml } from '../s3-request';
import { isoTime } from '../stored-object';
import { s3Document } from '../xml-writer';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject: S3Action = (request, { buckets, nowMs }) => {
  const target = buckets.get(request.bucket);
  checkKey(request.key);
  const from = copySource(request);
  const source = existingObject(buckets.get(from.bucket), from.key);
  const replace = request.header('x-amz-metadata-directive') === 'REPLACE';
  if (from.bucket === request.bucket && from.key === request.key && !replace) {
    throw new S3Error(
      'InvalidRequest',
      {},
      'An object can be copied to itself only if its metadata is replaced.',
    );
  }
  if (checkRead(source, conditionsOf(request.header, 'x-amz-copy-source-')) === 'not-modified') {
    throw new S3Error('PreconditionFailed', { Condition: 'x-amz-copy-source-If-None-Match' });
  }
  checkWrite(request.key, target.get(request.key), conditionsOf(request.header));
  target.put({
    ...source,
    key: request.key,
    lastModifiedMs: nowMs,
    headers: replace ? objectHeaders(request) : source.headers,
  });
  return xml(
    200,
    s3Document('CopyObjectResult', [
      ['LastModified', isoTime(nowMs)],
      ['ETag', source.etag],
    ]),
  );
};

/** `bucket/key` or `/bucket/key`, percent-encoded. */
function copySource(request: S3Request): { bucket: string; key: string } {
  const [path = '', query] = (request.header('x-amz-copy-source') ?? '').split('?');
  if (query !== undefined) throw new S3Error('NotImplemented', { Header: 'x-amz-copy-source' });
  const { bucket, key } = parseAddress(path);
  if (bucket === undefined || key === undefined) {
    throw new S3Error(
      'InvalidArgument',
      { ArgumentName: 'x-amz-copy-source' },
      'Invalid copy source object key',
    );
  }
  return { bucket, key };
}
