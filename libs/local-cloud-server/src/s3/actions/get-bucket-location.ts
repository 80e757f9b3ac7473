import { type S3Action, xml } from '../s3-request';
import { s3Document } from '../xml-writer';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html (us-east-1 is the empty answer) */
export const getBucketLocation: S3Action = (request, { buckets }) => {
  const { region } = buckets.get(request.bucket);
  return xml(200, s3Document('LocationConstraint', region === 'us-east-1' ? '' : region));
};
