import { fromByteString } from '../key-index';
import { listBucket } from '../list-bucket';
import { type S3Action, xml } from '../s3-request';
import { s3Document } from '../xml-writer';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const listObjects: S3Action = (request, { buckets }) => {
  const marker = request.query.get('marker') ?? '';
  const { page, nodes, encode, delimiter } = listBucket(buckets.get(request.bucket), request, marker);
  return xml(
    200,
    s3Document('ListBucketResult', [
      ...nodes.head,
      ['Marker', encode(marker)],
      // Without a delimiter the last key of the page is the marker of the next.
      [
        'NextMarker',
        page.next !== undefined && delimiter !== '' ? encode(fromByteString(page.next)) : undefined,
      ],
      ...nodes.entries,
    ]),
  );
};
