import { checkWrite } from '../conditions';
import type { S3Action } from '../s3-request';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html: a key that is gone already is a success. */
export const deleteObject: S3Action = (request, { buckets }) => {
  const bucket = buckets.get(request.bucket);
  checkWrite(request.key, bucket.get(request.key), { ifMatch: request.header('if-match') });
  bucket.delete(request.key);
  return { status: 204 };
};
