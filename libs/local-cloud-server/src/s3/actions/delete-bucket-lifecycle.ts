import type { S3Action } from '../s3-request';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html */
export const deleteBucketLifecycle: S3Action = (request, { buckets }) => {
  buckets.get(request.bucket).lifecycle = undefined;
  return { status: 204 };
};
