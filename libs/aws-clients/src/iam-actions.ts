import type { AwsCall } from './aws-call';

// Where the permission is not named like the call; see the service authorization reference, e.g.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html. Without s3:ListBucket S3 answers 403 also for
// a key that does not exist.
const PERMISSIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ['s3:GetObject', ['s3:GetObject', 's3:ListBucket']],
  ['s3:HeadObject', ['s3:GetObject', 's3:ListBucket']],
  ['s3:HeadBucket', ['s3:ListBucket']],
  ['s3:ListObjects', ['s3:ListBucket']],
  ['s3:ListObjectsV2', ['s3:ListBucket']],
  ['s3:ListBuckets', ['s3:ListAllMyBuckets']],
  ['s3:DeleteObjects', ['s3:DeleteObject']],
  ['s3:CopyObject', ['s3:GetObject', 's3:PutObject']],
  ['s3:GetBucketLifecycleConfiguration', ['s3:GetLifecycleConfiguration']],
  ['sqs:SendMessageBatch', ['sqs:SendMessage']],
  ['sqs:DeleteMessageBatch', ['sqs:DeleteMessage']],
  ['sqs:ChangeMessageVisibilityBatch', ['sqs:ChangeMessageVisibility']],
]);

/** The IAM permissions that a call needs. */
export const permissionsFor = ({ service, action }: Pick<AwsCall, 'service' | 'action'>): readonly string[] =>
  PERMISSIONS.get(`${service}:${action}`) ?? [`${service}:${action}`];
