import type { S3Action } from '../s3-request';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const deleteBucket: S3Action = (request, { buckets }) => {
  buckets.delete(request.bucket);
  return { status: 204 };
};
