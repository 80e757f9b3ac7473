import { GetObjectCommand, S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import { MAX_REQUEST_BYTES, type Pointer } from '@widgets/widget-model';
import { Readable } from 'node:stream';
import { requestBucketGone } from '../errors';

/** What lies where a pointer points. */
export type Fetched =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'gone' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'forbidden'; readonly reason: string };

/** Reads a request object. Throws `CannotContinue` when the bucket is gone. */
export async function fetchRequest(
  s3: S3Client,
  pointer: Pointer,
  abortSignal: AbortSignal,
): Promise<Fetched> {
  try {
    const input = { Bucket: pointer.bucket, Key: pointer.key };
    const { Body, ContentLength = 0 } = await s3.send(new GetObjectCommand(input), { abortSignal });
    if (ContentLength > MAX_REQUEST_BYTES) {
      // Unread, the rest of the object would hold the socket.
      if (Body instanceof Readable) Body.destroy();
      return { kind: 'too-large' };
    }
    return { kind: 'bytes', bytes: (await Body?.transformToByteArray()) ?? new Uint8Array() };
  } catch (error) {
    return absence(error, pointer);
  }
}

/** Only `NoSuchKey` means that the object is gone; S3 answers 403 for a missing key to who may not list the bucket. */
function absence(error: unknown, { bucket, key }: Pointer): Fetched {
  if (!(error instanceof S3ServiceException)) throw error;
  if (error.name === 'NoSuchKey') return { kind: 'gone' };
  if (error.name === 'NoSuchBucket') {
    throw requestBucketGone(bucket, error);
  }
  if (error.name !== 'AccessDenied') throw error;
  const reason = `S3 does not let us read ${key} in bucket ${bucket}: the role needs s3:GetObject and s3:ListBucket`;
  return { kind: 'forbidden', reason };
}
