import { ListObjectsV2Command, S3ServiceException, type S3Client } from '@aws-sdk/client-s3';
import type { Pointer } from '@widgets/widget-model';
import { requestBucketGone } from '../errors';

/** An object as a listing shows it. */
export type ListedObject = Pointer & {
  /** Epoch milliseconds. */
  readonly lastModified: number;
  /** In bytes. */
  readonly size?: number;
};

/** Tells objects apart, in logs too. */
export const idOf = ({ bucket, key }: Pointer): string => `${bucket}/${key}`;

/** A part of a bucket's listing, in the byte order of the keys. */
export type ListingPage = {
  readonly objects: readonly ListedObject[];
  /** The key after which the listing goes on, `undefined` at its end. */
  readonly next: string | undefined;
};

/** Where refused objects of a request bucket go. */
export const REJECTED_PREFIX = 'rejected/';

/** What is to be listed: the keys of a bucket but for those under some prefixes. */
export type Listing = { readonly bucket: string; readonly skippedPrefixes: readonly string[] };

/**
 * Lists up to 1,000 keys after `after`. A skipped prefix is stepped over as a whole, however many keys lie under it.
 * Throws `CannotContinue` when the bucket is gone.
 */
export async function listRequests(s3: S3Client, listing: Listing, after: string): Promise<ListingPage> {
  const { Contents = [], IsTruncated = false } = await list(s3, listing.bucket, after);
  const objects: ListedObject[] = [];
  let last: string | undefined;
  for (const { Key, LastModified, Size = 0 } of Contents) {
    const key = decodeKey(Key ?? '');
    const prefix = listing.skippedPrefixes.find((skipped) => key.startsWith(skipped));
    last = prefix === undefined ? key : prefix + LAST_CHARACTER;
    if (prefix === undefined)
      objects.push({ bucket: listing.bucket, key, lastModified: LastModified?.getTime() ?? 0, size: Size });
  }
  return { objects, next: IsTruncated ? last : undefined };
}

/** The first object of a listing, `undefined` when there is none. */
export async function firstRequest(s3: S3Client, listing: Listing): Promise<ListedObject | undefined> {
  let after: string | undefined = '';
  while (after !== undefined) {
    const page: ListingPage = await listRequests(s3, listing, after);
    if (page.objects[0]) return page.objects[0];
    after = page.next;
  }
  return undefined;
}

/** Sorts after all others, so that hardly a key under a prefix sorts after the prefix and this. */
const LAST_CHARACTER = '\u{10ffff}';

/** Keys are asked for in the encoding of forms: XML cannot hold all of their characters. */
const decodeKey = (encoded: string): string => decodeURIComponent(encoded.replaceAll('+', ' '));

async function list(s3: S3Client, bucket: string, after: string) {
  const startAfter = after === '' ? {} : { StartAfter: after };
  try {
    return await s3.send(new ListObjectsV2Command({ Bucket: bucket, EncodingType: 'url', ...startAfter }));
  } catch (error) {
    if (!(error instanceof S3ServiceException) || error.name !== 'NoSuchBucket') throw error;
    throw requestBucketGone(bucket, error);
  }
}
