import type { Bucket } from '../bucket';
import { checkWrite } from '../conditions';
import { S3Error } from '../errors';
import { readPayload } from '../payload';
import { type S3Action, type S3Request, xml } from '../s3-request';
import { childText, parseXml } from '../xml-reader';
import { s3Document, type XmlNode } from '../xml-writer';

const MAX_KEYS = 1000;

type Entry = { key: string; etag: string | undefined; versionId: string | undefined };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html: one bad entry does not fail the others. */
export const deleteObjects: S3Action = (request, { buckets, entryFault }) => {
  const bucket = buckets.get(request.bucket);
  const { entries, quiet } = parseDelete(request);
  const results = entries.flatMap((entry, position): XmlNode[] => {
    const error = entryFault?.(position) ? new S3Error('InternalError') : deleteEntry(bucket, entry);
    if (error) {
      return [
        [
          'Error',
          [
            ['Key', entry.key],
            ['Code', error.code],
            ['Message', error.message],
          ],
        ],
      ];
    }
    return quiet ? [] : [['Deleted', [['Key', entry.key]]]];
  });
  return xml(200, s3Document('DeleteResult', results));
};

function deleteEntry(bucket: Bucket, { key, etag, versionId }: Entry): S3Error | undefined {
  try {
    if (versionId !== undefined && versionId !== 'null') {
      throw new S3Error('NotImplemented', {}, 'There are no versions here.');
    }
    checkWrite(key, bucket.get(key), { ifMatch: etag });
    bucket.delete(key);
    return undefined;
  } catch (error) {
    if (error instanceof S3Error) return error;
    throw error;
  }
}

function parseDelete(request: S3Request): { entries: Entry[]; quiet: boolean } {
  const { data, checksum } = readPayload(request);
  if (!checksum && request.header('content-md5') === undefined) {
    throw new S3Error(
      'InvalidRequest',
      {},
      'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    );
  }
  const root = parseXml(data.toString('utf8'));
  const entries = root.children
    .filter((child) => child.name === 'Object')
    .map((child) => ({
      key: childText(child, 'Key') ?? '',
      etag: childText(child, 'ETag'),
      versionId: childText(child, 'VersionId'),
    }));
  const wellFormed = root.name === 'Delete' && entries.every(({ key }) => key !== '');
  if (!wellFormed || entries.length === 0 || entries.length > MAX_KEYS) throw new S3Error('MalformedXML');
  return { entries, quiet: childText(root, 'Quiet')?.trim() === 'true' };
}
