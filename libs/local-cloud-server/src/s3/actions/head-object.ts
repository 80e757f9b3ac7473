import type { S3Action } from '../s3-request';
import { getObject } from './get-object';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html: what GetObject would say, without the body. */
export const headObject: S3Action = (request, context) => {
  const { status, headers, body } = getObject(request, context);
  return status === 304
    ? { status, headers: headers ?? {} }
    : { status, headers: { ...headers, 'content-length': String(body?.length ?? 0) } };
};
