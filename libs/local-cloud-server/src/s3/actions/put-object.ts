import { computeChecksum } from '../checksums';
import { checkWrite, conditionsOf } from '../conditions';
import { checkKey } from '../object-key';
import { objectHeaders } from '../object-headers';
import { readPayload } from '../payload';
import type { S3Action } from '../s3-request';
import { checksumHeaders, type StoredObject } from '../stored-object';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject: S3Action = (request, { buckets, nowMs }) => {
  const bucket = buckets.get(request.bucket);
  checkKey(request.key);
  const { data, md5, checksum = computeChecksum('CRC64NVME', data) } = readPayload(request);
  const object: StoredObject = {
    key: request.key,
    // A copy: the chunks of an upload must not keep its whole body alive.
    body: Buffer.from(data),
    etag: `"${md5.toString('hex')}"`,
    lastModifiedMs: nowMs,
    headers: objectHeaders(request),
    checksum,
  };
  checkWrite(request.key, bucket.get(request.key), conditionsOf(request.header));
  bucket.put(object);
  return { status: 200, headers: { etag: object.etag, ...checksumHeaders(object) } };
};
