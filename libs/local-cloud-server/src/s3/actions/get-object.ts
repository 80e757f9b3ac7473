import type { Answer } from '../../http/call';
import { checkRead, conditionsOf } from '../conditions';
import { existingObject } from '../object-key';
import { parseRange } from '../range';
import type { S3Action } from '../s3-request';
import { checksumHeaders, describeObject } from '../stored-object';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject: S3Action = (request, { buckets }): Answer => {
  const object = existingObject(buckets.get(request.bucket), request.key);
  const headers = describeObject(object);
  if (checkRead(object, conditionsOf(request.header)) === 'not-modified') return { status: 304, headers };
  const range = parseRange(request.header('range'), object.body.length);
  if (range) {
    return {
      status: 206,
      headers: { ...headers, 'content-range': `bytes ${range.first}-${range.last}/${object.body.length}` },
      body: object.body.subarray(range.first, range.last + 1),
    };
  }
  // The checksum covers the whole object, so it goes out with the whole object only.
  const checksum = request.header('x-amz-checksum-mode') === 'ENABLED' ? checksumHeaders(object) : {};
  return { status: 200, headers: { ...headers, ...checksum }, body: object.body };
};
