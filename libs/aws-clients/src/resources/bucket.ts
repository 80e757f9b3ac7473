import {
  CreateBucketCommand,
  HeadBucketCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { WhenMissing } from './when-missing';

/** Makes sure that a bucket exists. Throws the SDK's error when it does not, or when S3 does not tell. */
export const ensureBucket = async (s3: S3Client, bucket: string, whenMissing: WhenMissing): Promise<void> => {
  try {
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    const isMissing = error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
    if (!isMissing || whenMissing === 'fail') throw error;
    await createBucket(s3, bucket);
  }
};

/** Another program may make it at the same moment. */
const createBucket = async (s3: S3Client, bucket: string): Promise<void> => {
  try {
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (!(error instanceof S3ServiceException) || error.name !== 'BucketAlreadyOwnedByYou') throw error;
  }
};
