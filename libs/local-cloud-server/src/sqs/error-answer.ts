import { randomUUID } from 'node:crypto';
import type { Answer } from '../http/call';
import { SqsError } from './errors';

export const answerHeaders = (): Record<string, string> => ({
  'content-type': 'application/x-amz-json-1.0',
  'x-amzn-requestid': randomUUID(),
});

/** The one place where errors become the wire format. What is no SqsError is an InternalFailure. */
export function sqsErrorAnswer(error: unknown): Answer {
  const known = error instanceof SqsError ? error : new SqsError('InternalFailure', String(error));
  const fault = known.status === 500 ? 'Receiver' : 'Sender';
  return {
    status: known.status,
    headers: { ...answerHeaders(), 'x-amzn-query-error': `${known.queryCode};${fault}` },
    body: JSON.stringify({ __type: known.type, message: known.message }),
  };
}
