import { S3Error } from './errors';

/** Where a path-style request points: nowhere (the service), a bucket, or an object. */
export type Address = { bucket?: string; key?: string };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Splits `/bucket/key`. Only the first two slashes mean anything: a key may hold `//`, `..` and a leading slash.
 * @param path percent-encoded, one character per byte
 * @throws S3Error InvalidURI
 */
export function parseAddress(path: string): Address {
  const [, bucket = '', encodedKey = ''] = /^\/?([^/]*)\/?(.*)$/s.exec(path) ?? [];
  if (bucket === '') {
    if (encodedKey === '') return {};
    throw new S3Error('InvalidBucketName', { BucketName: '' });
  }
  const address: Address = { bucket: percentDecode(bucket) };
  return encodedKey === '' ? address : { ...address, key: percentDecode(encodedKey) };
}

/** A plus sign is itself: only a query or a form may mean a space by it. @throws S3Error InvalidURI */
export function percentDecode(encoded: string): string {
  const bytes = encoded.replace(/%(..)?/gs, (_whole, hex: string | undefined) => {
    if (!hex || !/^[0-9a-f]{2}$/i.test(hex)) throw new S3Error('InvalidURI', { URI: encoded });
    return String.fromCharCode(parseInt(hex, 16));
  });
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    throw new S3Error('InvalidURI', { URI: encoded });
  }
}
