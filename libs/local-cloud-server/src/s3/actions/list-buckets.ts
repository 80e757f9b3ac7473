import { type S3Action, xml } from '../s3-request';
import { isoTime } from '../stored-object';
import { s3Document, type XmlNode } from '../xml-writer';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets: S3Action = (_request, { buckets }) => {
  const entries = buckets.list().map((bucket): XmlNode => [
    'Bucket',
    [
      ['Name', bucket.name],
      ['CreationDate', isoTime(bucket.createdAtMs)],
      ['BucketRegion', bucket.region],
    ],
  ]);
  return xml(
    200,
    s3Document('ListAllMyBucketsResult', [
      [
        'Owner',
        [
          ['ID', '000000000000'],
          ['DisplayName', 'local'],
        ],
      ],
      ['Buckets', entries],
    ]),
  );
};
