import type { S3Action } from '../s3-request';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket: S3Action = (request, { buckets }) => ({
  status: 200,
  headers: { 'x-amz-bucket-region': buckets.get(request.bucket).region, 'content-type': 'application/xml' },
});
