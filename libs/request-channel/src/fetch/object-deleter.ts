import { DeleteObjectCommand, DeleteObjectsCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Pointer } from '@widgets/widget-model';
import { createBatcher, type Batcher, type ItemResult } from '../batcher';
import { EntryKeepsFailing, EntryRefused } from '../errors';

/** Keys in one DeleteObjects call, by S3's quota. */
const MAX_KEYS = 1000;
/** Nothing waits for it but the end of a settlement, and a call for two keys costs as much as one for a thousand. */
const LINGER_MS = 500;

/** Deletes request objects in batches, a batch per bucket. Deleting what is gone already succeeds. */
export function createObjectDeleter(s3: S3Client): Batcher<Pointer> {
  const buckets = new Map<string, Batcher<string>>();

  const batcherOf = (bucket: string): Batcher<string> => {
    const existing = buckets.get(bucket);
    if (existing) return existing;
    const send = (keys: readonly string[]) => deleteObjects(s3, bucket, keys);
    const batcher = createBatcher({ maxItems: MAX_KEYS, lingerMs: LINGER_MS, send });
    buckets.set(bucket, batcher);
    return batcher;
  };

  return {
    add: ({ bucket, key }) =>
      NOT_IN_XML.test(key) ? deleteOne(s3, { bucket, key }) : batcherOf(bucket).add(key),
    flush: async () => {
      await Promise.all(Array.from(buckets.values(), (batcher) => batcher.flush()));
    },
  };
}

/** Characters that no XML document can hold: with one of them S3 refuses the whole list. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

async function deleteOne(s3: S3Client, { bucket, key }: Pointer): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
}

async function deleteObjects(
  s3: S3Client,
  bucket: string,
  keys: readonly string[],
): Promise<readonly ItemResult[]> {
  const Delete = { Objects: keys.map((Key) => ({ Key })), Quiet: true };
  const { Errors = [] } = await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete }));
  const failures = new Map(Errors.map(({ Key, Code = '', Message = '' }) => [Key, errorOf(Code, Message)]));
  return keys.map((key) => failures.get(key));
}

/** The codes of S3 that stand for a moment's trouble. */
const HEALING_CODES: ReadonlySet<string> = new Set([
  'InternalError',
  'ServiceUnavailable',
  'SlowDown',
  'OperationAborted',
]);

const errorOf = (code: string, message: string): Error => {
  const text = `${code}: ${message}`;
  return HEALING_CODES.has(code) ? new EntryKeepsFailing(text) : new EntryRefused(text);
};
