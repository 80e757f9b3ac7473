import { S3Error } from '../errors';
import { readPayload } from '../payload';
import { type S3Action, signedRegion } from '../s3-request';
import { childText, parseXml } from '../xml-reader';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const createBucket: S3Action = (request, { buckets, nowMs }) => {
  const document = readPayload(request).data.toString('utf8').trim();
  buckets.create(request.bucket, locationConstraint(document) ?? signedRegion(request), nowMs);
  return { status: 200, headers: { location: `/${request.bucket}` } };
};

function locationConstraint(document: string): string | undefined {
  if (document === '') return undefined;
  const configuration = parseXml(document);
  if (configuration.name !== 'CreateBucketConfiguration') throw new S3Error('MalformedXML');
  const constraint = childText(configuration, 'LocationConstraint')?.trim();
  return constraint === '' ? undefined : constraint;
}
