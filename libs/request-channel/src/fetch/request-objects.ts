import {
  DeleteObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Pointer } from '@widgets/widget-model';
import type { RequestObjects } from '@widgets/widget-pipeline';
import { requestBucketGone } from '../errors';

export type RequestObjectsOptions = {
  readonly s3: S3Client;
  /** The only buckets that are touched. */
  readonly buckets: readonly string[];
  /** What keys of request objects never begin with: there lie rejected requests and widgets. */
  readonly foreignPrefixes: readonly string[];
};

/** The request objects of the buckets that the user named. `exists` throws `CannotContinue` when the bucket is gone. */
export function createRequestObjects({
  s3,
  buckets,
  foreignPrefixes,
}: RequestObjectsOptions): RequestObjects {
  const mayTouch = ({ bucket, key }: Pointer): boolean =>
    buckets.includes(bucket) && !foreignPrefixes.some((prefix) => key.startsWith(prefix));

  /** A HEAD has no body: S3 answers the same for a key that is gone and for a bucket that is. */
  const absence = async ({ bucket }: Pointer, abortSignal: AbortSignal): Promise<false> => {
    try {
      await s3.send(new HeadBucketCommand({ Bucket: bucket }), { abortSignal });
    } catch (error) {
      if (isNotFound(error)) throw requestBucketGone(bucket, error);
      // Who may ask for the key only is told nothing of the bucket.
      if (!isForbidden(error)) throw error;
    }
    return false;
  };

  return {
    async exists(object, abortSignal) {
      if (!mayTouch(object)) return true;
      try {
        await s3.send(new HeadObjectCommand({ Bucket: object.bucket, Key: object.key }), { abortSignal });
        return true;
      } catch (error) {
        if (isNotFound(error)) return absence(object, abortSignal);
        // Who may not list the bucket cannot tell a key that is gone from one that may not be read.
        if (isForbidden(error)) return true;
        throw error;
      }
    },

    async delete(object, abortSignal) {
      if (!mayTouch(object)) return;
      await s3.send(new DeleteObjectCommand({ Bucket: object.bucket, Key: object.key }), { abortSignal });
    },
  };
}

const hasStatus =
  (status: number) =>
  (error: unknown): boolean =>
    error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;
const [isNotFound, isForbidden] = [hasStatus(404), hasStatus(403)];
