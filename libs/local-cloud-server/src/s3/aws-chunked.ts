import { S3Error } from './errors';

export type Unchunked = { data: Buffer; trailers: Map<string, string> };

const CRLF = '\r\n';
/** `size;chunk-signature=…`, the size in hexadecimal. */
const CHUNK_HEADER = /^([0-9a-f]{1,8})(;[^\r\n]*)?$/i;

/**
 * Takes the `aws-chunked` encoding off a body: chunks, then trailers, which carry the checksum.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 * @throws S3Error IncompleteBody, MalformedTrailerError
 */
export function decodeAwsChunked(body: Buffer): Unchunked {
  const chunks: Buffer[] = [];
  let offset = 0;
  for (;;) {
    const lineEnd = body.indexOf(CRLF, offset, 'latin1');
    const header = lineEnd < 0 ? null : CHUNK_HEADER.exec(body.toString('latin1', offset, lineEnd));
    if (!header) throw new S3Error('IncompleteBody');
    const size = parseInt(header[1] ?? '', 16);
    const start = lineEnd + 2;
    if (size === 0) return { data: Buffer.concat(chunks), trailers: parseTrailers(body.subarray(start)) };
    if (body.toString('latin1', start + size, start + size + 2) !== CRLF) throw new S3Error('IncompleteBody');
    chunks.push(body.subarray(start, start + size));
    offset = start + size + 2;
  }
}

function parseTrailers(part: Buffer): Map<string, string> {
  const trailers = new Map<string, string>();
  for (const line of part.toString('latin1').split(CRLF)) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    if (colon < 1) throw new S3Error('MalformedTrailerError');
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return trailers;
}
