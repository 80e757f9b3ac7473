import { S3Error } from '../errors';
import { fromByteString } from '../key-index';
import { listBucket } from '../list-bucket';
import { type S3Action, xml } from '../s3-request';
import { s3Document } from '../xml-writer';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2: S3Action = (request, { buckets }) => {
  const bucket = buckets.get(request.bucket);
  const startAfter = request.query.get('start-after') ?? undefined;
  const token = request.query.get('continuation-token') ?? undefined;
  const after = token === undefined ? (startAfter ?? '') : decodeToken(token);
  const { page, nodes, encode } = listBucket(bucket, request, after);
  return xml(
    200,
    s3Document('ListBucketResult', [
      ...nodes.head,
      ['KeyCount', page.keys.length + page.commonPrefixes.length],
      ['StartAfter', startAfter === undefined ? undefined : encode(startAfter)],
      ['ContinuationToken', token],
      ['NextContinuationToken', page.next === undefined ? undefined : encodeToken(fromByteString(page.next))],
      ...nodes.entries,
    ]),
  );
};

/** Opaque to clients: the last key or common prefix of the page, with a version in front. */
const encodeToken = (last: string): string => Buffer.from(`1 ${last}`).toString('base64url');

function decodeToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith('1 ')) {
    throw new S3Error(
      'InvalidArgument',
      { ArgumentName: 'continuation-token' },
      'The continuation token provided is incorrect',
    );
  }
  return text.slice(2);
}
