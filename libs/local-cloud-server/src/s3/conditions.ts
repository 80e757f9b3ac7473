import { S3Error } from './errors';
import type { StoredObject } from './stored-object';

/** The conditional headers of a request, whatever they are called there. */
export type Conditions = {
  ifMatch?: string | undefined;
  ifNoneMatch?: string | undefined;
  ifModifiedSince?: string | undefined;
  ifUnmodifiedSince?: string | undefined;
};

/** Reads the four headers, e.g. with the prefix `x-amz-copy-source-`. */
export function conditionsOf(header: (name: string) => string | undefined, prefix = ''): Conditions {
  return {
    ifMatch: header(`${prefix}if-match`),
    ifNoneMatch: header(`${prefix}if-none-match`),
    ifModifiedSince: header(`${prefix}if-modified-since`),
    ifUnmodifiedSince: header(`${prefix}if-unmodified-since`),
  };
}

/**
 * May this write happen? https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 * @throws S3Error PreconditionFailed, NoSuchKey (If-Match on a key that is gone), NotImplemented
 */
export function checkWrite(
  key: string,
  existing: StoredObject | undefined,
  { ifMatch, ifNoneMatch }: Conditions,
): void {
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch.trim() !== '*' || ifMatch !== undefined) {
      throw new S3Error('NotImplemented', { Header: 'If-None-Match' });
    }
    if (existing) throw new S3Error('PreconditionFailed', { Condition: 'If-None-Match' });
  }
  if (ifMatch !== undefined) {
    if (!existing) throw new S3Error('NoSuchKey', { Key: key });
    if (!matches(existing, ifMatch)) throw new S3Error('PreconditionFailed', { Condition: 'If-Match' });
  }
}

/**
 * Is the object what the reader wants? Order of the checks: https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
 * @throws S3Error PreconditionFailed
 */
export function checkRead(object: StoredObject, conditions: Conditions): 'send' | 'not-modified' {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  if (ifMatch !== undefined) {
    if (!matches(object, ifMatch)) throw new S3Error('PreconditionFailed', { Condition: 'If-Match' });
  } else if (ifUnmodifiedSince !== undefined && isLater(object, ifUnmodifiedSince)) {
    throw new S3Error('PreconditionFailed', { Condition: 'If-Unmodified-Since' });
  }
  if (ifNoneMatch !== undefined) return matches(object, ifNoneMatch) ? 'not-modified' : 'send';
  const modified = ifModifiedSince === undefined || isLater(object, ifModifiedSince);
  return modified ? 'send' : 'not-modified';
}

function matches(object: StoredObject, list: string): boolean {
  const bare = object.etag.replaceAll('"', '');
  return list.split(',').some((tag) => {
    const wanted = tag.trim().replace(/^W\//, '').replaceAll('"', '');
    return wanted === '*' || wanted === bare;
  });
}

/** A date that cannot be read counts as no condition. */
function isLater(object: StoredObject, httpDate: string): boolean {
  const sinceMs = Date.parse(httpDate);
  return Number.isNaN(sinceMs) ? true : Math.floor(object.lastModifiedMs / 1000) * 1000 > sinceMs;
}
