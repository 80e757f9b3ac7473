import { randomBytes } from 'node:crypto';
import type { Answer } from '../http/call';
import { S3Error } from './errors';
import { errorDocument } from './xml-writer';

export type AnswerIds = { 'x-amz-request-id': string; 'x-amz-id-2': string };

export const newAnswerIds = (): AnswerIds => ({
  'x-amz-request-id': randomBytes(8).toString('hex').toUpperCase(),
  'x-amz-id-2': randomBytes(24).toString('base64'),
});

/** The one place where errors become the wire format. What is no S3Error is an InternalError. */
export function s3ErrorAnswer(method: string, error: unknown, ids = newAnswerIds()): Answer {
  const known = error instanceof S3Error ? error : new S3Error('InternalError', {}, String(error));
  const body = errorDocument([
    ['Code', known.code],
    ['Message', known.message],
    ...Object.entries(known.details),
    ['RequestId', ids['x-amz-request-id']],
    ['HostId', ids['x-amz-id-2']],
  ]);
  const headers = { ...ids, 'content-type': 'application/xml' };
  // An answer to HEAD has no body: clients tell by the status alone.
  return method === 'HEAD' ? { status: known.status, headers } : { status: known.status, headers, body };
}
