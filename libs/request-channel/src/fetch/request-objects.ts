import {
  DeleteObjectCommand,
  HeadObjectCommand,
  S3ServiceException,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Pointer } from '@widgets/widget-model';
import type { RequestObjects } from '@widgets/widget-pipeline';

export type RequestObjectsOptions = {
  readonly s3: S3Client;
  /** The only buckets that are touched. */
  readonly buckets: readonly string[];
  /** What keys of request objects never begin with: there lie rejected requests and widgets. */
  readonly foreignPrefixes: readonly string[];
};

/** The request objects of the buckets that the user named. */
export function createRequestObjects({
  s3,
  buckets,
  foreignPrefixes,
}: RequestObjectsOptions): RequestObjects {
  const mayTouch = ({ bucket, key }: Pointer): boolean =>
    buckets.includes(bucket) && !foreignPrefixes.some((prefix) => key.startsWith(prefix));

  return {
    async exists(object, abortSignal) {
      if (!mayTouch(object)) return true;
      try {
        await s3.send(new HeadObjectCommand({ Bucket: object.bucket, Key: object.key }), { abortSignal });
        return true;
      } catch (error) {
        if (isNotFound(error)) return false;
        // Who may not list the bucket cannot tell a key that is gone from one that may not be read.
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403) return true;
        throw error;
      }
    },

    async delete(object, abortSignal) {
      if (!mayTouch(object)) return;
      await s3.send(new DeleteObjectCommand({ Bucket: object.bucket, Key: object.key }), { abortSignal });
    },
  };
}

const isNotFound = (error: unknown): boolean =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404;
