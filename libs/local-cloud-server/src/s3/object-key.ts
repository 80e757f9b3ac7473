import { S3Error } from './errors';
import type { Bucket } from './bucket';
import type { StoredObject } from './stored-object';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const KEY_LIMIT_BYTES = 1024;

/** @throws S3Error KeyTooLongError */
export function checkKey(key: string): void {
  const size = Buffer.byteLength(key);
  if (size > KEY_LIMIT_BYTES) {
    throw new S3Error('KeyTooLongError', { Size: String(size), MaxSizeAllowed: String(KEY_LIMIT_BYTES) });
  }
}

/** @throws S3Error NoSuchKey */
export function existingObject(bucket: Bucket, key: string): StoredObject {
  const object = bucket.get(key);
  if (!object) throw new S3Error('NoSuchKey', { Key: key });
  return object;
}
