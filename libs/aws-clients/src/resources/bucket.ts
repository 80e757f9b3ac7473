import {
  CreateBucketCommand,
  HeadBucketCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import { MissingResource, type WhenMissing } from './missing-resource';

/** Makes sure that a bucket exists. Throws `MissingResource`, or the SDK's error when S3 does not tell. */
export async function ensureBucket(s3: S3Client, bucket: string, whenMissing: WhenMissing): Promise<void> {
  try {
    await s3.send(new HeadBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (!(error instanceof S3ServiceException) || error.$metadata.httpStatusCode !== 404) throw error;
    if (whenMissing === 'fail') {
      throw new MissingResource(
        `There is no S3 bucket ${bucket}. Check its name, or make it: aws s3 mb s3://${bucket}`,
        { cause: error },
      );
    }
    await createBucket(s3, bucket);
  }
}

/** Another program may make it at the same moment. */
async function createBucket(s3: S3Client, bucket: string): Promise<void> {
  try {
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  } catch (error) {
    if (!(error instanceof S3ServiceException) || error.name !== 'BucketAlreadyOwnedByYou') throw error;
  }
}
