import { crc32 } from 'node:zlib';
import type { Answer } from '../http/call';
import type { JsonObject } from './json-call';

/** The same answer with another body. SDKs check the CRC32 of what they get. */
export function withJsonBody(answer: Answer, json: JsonObject): Answer {
  const body = Buffer.from(JSON.stringify(json));
  return {
    ...answer,
    headers: { ...answer.headers, 'x-amz-crc32': String(crc32(body)), 'content-length': String(body.length) },
    body,
  };
}
