import { S3Error } from './errors';
import { listOf } from './payload';
import type { S3Request } from './s3-request';

const DESCRIPTIVE = ['cache-control', 'content-disposition', 'content-language', 'expires'];
const METADATA_PREFIX = 'x-amz-meta-';
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const METADATA_LIMIT_BYTES = 2048;

/** The headers of a write that are kept with the object and sent back with it. @throws S3Error MetadataTooLarge */
export function objectHeaders(request: S3Request): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': request.header('content-type') ?? 'binary/octet-stream',
  };
  for (const name of DESCRIPTIVE) {
    const value = request.header(name);
    if (value !== undefined) headers[name] = value;
  }
  // aws-chunked describes the transfer, not the object.
  const encodings = listOf(request.header('content-encoding')).filter(
    (encoding) => encoding !== 'aws-chunked',
  );
  if (encodings.length > 0) headers['content-encoding'] = encodings.join(',');
  return { ...headers, ...userMetadata(request) };
}

function userMetadata(request: S3Request): Record<string, string> {
  const entries = request.headersWith(METADATA_PREFIX);
  const size = entries.reduce(
    (sum, [name, value]) => sum + name.length - METADATA_PREFIX.length + value.length,
    0,
  );
  if (size > METADATA_LIMIT_BYTES) {
    throw new S3Error('MetadataTooLarge', {
      Size: String(size),
      MaxSizeAllowed: String(METADATA_LIMIT_BYTES),
    });
  }
  return Object.fromEntries(entries);
}
