import { type Checksum, checksumHeader } from './checksums';

/** An object as S3 keeps it. Never changed in place: a write stores a new one. */
export type StoredObject = {
  key: string;
  body: Buffer;
  /** With its quotes. */
  etag: string;
  lastModifiedMs: number;
  /** Content-Type and its kin, and `x-amz-meta-*`, by header name, as they are sent back. */
  headers: Readonly<Record<string, string>>;
  checksum?: Checksum;
};

/** The headers that describe an object on GET and HEAD. */
export function describeObject(object: StoredObject): Record<string, string> {
  return {
    ...object.headers,
    etag: object.etag,
    'last-modified': new Date(object.lastModifiedMs).toUTCString(),
    'accept-ranges': 'bytes',
  };
}

/** S3 keeps whole seconds of the time of a write. */
export const isoTime = (ms: number): string => new Date(Math.floor(ms / 1000) * 1000).toISOString();

/** The checksum headers of a whole object. */
export function checksumHeaders({ checksum }: StoredObject): Record<string, string> {
  return checksum
    ? { [checksumHeader(checksum.algorithm)]: checksum.base64, 'x-amz-checksum-type': 'FULL_OBJECT' }
    : {};
}
