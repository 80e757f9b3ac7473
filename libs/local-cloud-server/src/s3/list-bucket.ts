import type { Bucket } from './bucket';
import { S3Error } from './errors';
import { fromByteString, toByteString } from './key-index';
import { type ListPage, listPage } from './listing';
import type { S3Request } from './s3-request';
import { isoTime, type StoredObject } from './stored-object';
import type { XmlNode } from './xml-writer';

const PAGE_LIMIT = 1000;

/** What both list actions have in common: everything but how they say where a page begins. */
export type BucketListing = {
  page: ListPage;
  delimiter: string;
  encode: (text: string) => string;
  nodes: { head: XmlNode[]; entries: XmlNode[] };
};

/** @throws S3Error InvalidArgument */
export function listBucket(bucket: Bucket, request: S3Request, after: string): BucketListing {
  const { query } = request;
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const maxKeys = maxKeysOf(query.get('max-keys'));
  const encode = encoderFor(query.get('encoding-type'));
  const page = listPage(bucket.index, {
    prefix: toByteString(prefix),
    delimiter: toByteString(delimiter),
    after: toByteString(after),
    maxKeys,
  });
  const head: XmlNode[] = [
    ['Name', bucket.name],
    ['Prefix', encode(prefix)],
    ['Delimiter', delimiter === '' ? undefined : encode(delimiter)],
    ['MaxKeys', maxKeys],
    ['EncodingType', query.get('encoding-type') ?? undefined],
    ['IsTruncated', page.next !== undefined],
  ];
  return { page, delimiter, encode, nodes: { head, entries: entriesOf(bucket, page, encode) } };
}

function entriesOf(bucket: Bucket, page: ListPage, encode: (text: string) => string): XmlNode[] {
  const contents = page.keys.flatMap((indexKey) => {
    const object = bucket.byIndexKey(indexKey);
    return object ? [contentsOf(object, encode)] : [];
  });
  const prefixes = page.commonPrefixes.map((prefix): XmlNode => [
    'CommonPrefixes',
    [['Prefix', encode(fromByteString(prefix))]],
  ]);
  return [...contents, ...prefixes];
}

function contentsOf(object: StoredObject, encode: (text: string) => string): XmlNode {
  return [
    'Contents',
    [
      ['Key', encode(object.key)],
      ['LastModified', isoTime(object.lastModifiedMs)],
      ['ETag', object.etag],
      ['ChecksumAlgorithm', object.checksum?.algorithm],
      ['Size', object.body.length],
      ['StorageClass', 'STANDARD'],
    ],
  ];
}

function maxKeysOf(text: string | null): number {
  if (text === null || text === '') return PAGE_LIMIT;
  if (!/^\d{1,10}$/.test(text)) {
    throw new S3Error(
      'InvalidArgument',
      { ArgumentName: 'max-keys', ArgumentValue: text },
      'Provided max-keys not an integer or within integer range',
    );
  }
  return Math.min(Number(text), PAGE_LIMIT);
}

/** With `encoding-type=url` texts are encoded as in a form, a space as a plus sign; slashes stay. */
function encoderFor(encodingType: string | null): (text: string) => string {
  if (encodingType === null) return (text) => text;
  if (encodingType !== 'url') {
    throw new S3Error(
      'InvalidArgument',
      { ArgumentName: 'encoding-type', ArgumentValue: encodingType },
      'Invalid Encoding Method specified in Request',
    );
  }
  return (text) => new URLSearchParams([['', text]]).toString().slice(1).replaceAll('%2F', '/');
}
