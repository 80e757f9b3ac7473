import { S3Error } from '../errors';
import { type S3Action, xml } from '../s3-request';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
export const getBucketLifecycle: S3Action = (request, { buckets }) => {
  const { lifecycle } = buckets.get(request.bucket);
  if (lifecycle === undefined)
    throw new S3Error('NoSuchLifecycleConfiguration', { BucketName: request.bucket });
  return xml(200, lifecycle);
};
