import { checkLifecycle } from '../lifecycle';
import { readPayload } from '../payload';
import type { S3Action } from '../s3-request';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export const putBucketLifecycle: S3Action = (request, { buckets }) => {
  const bucket = buckets.get(request.bucket);
  bucket.lifecycle = checkLifecycle(readPayload(request).data.toString('utf8'));
  return { status: 200 };
};
