import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import type { Answer, Call, Service } from '../http/call';
import { parseAddress } from './address';
import type { Buckets } from './buckets';
import { S3Error } from './errors';
import { ACTIONS, routeS3 } from './routes';
import { toS3Request } from './s3-request';
import { errorDocument } from './xml-writer';

/** S3, path-style, over the buckets it is given. */
export function s3Service(buckets: Buckets, clock: Clock): Service {
  return (call) => {
    try {
      const address = parseAddress(call.path);
      const request = toS3Request(call, address);
      const action = routeS3(call.method, address, request);
      return {
        service: 's3',
        action,
        run: () => answerTo(call, () => ACTIONS[action](request, { buckets, nowMs: clock.now() })),
      };
    } catch (error) {
      const failure = error;
      return { service: 's3', action: 'Unknown', run: () => answerTo(call, () => rethrow(failure)) };
    }
  };
}

function rethrow(error: unknown): never {
  throw error instanceof Error ? error : new Error(String(error));
}

/** The one place where errors become the wire format. */
function answerTo(call: Call, act: () => Answer): Answer {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  const ids = { 'x-amz-request-id': requestId, 'x-amz-id-2': randomBytes(24).toString('base64') };
  try {
    const answer = act();
    return { ...answer, headers: { ...ids, ...answer.headers } };
  } catch (error) {
    const known = error instanceof S3Error ? error : new S3Error('InternalError', {}, String(error));
    const body = errorDocument([
      ['Code', known.code],
      ['Message', known.message],
      ...Object.entries(known.details),
      ['RequestId', requestId],
      ['HostId', ids['x-amz-id-2']],
    ]);
    const headers = { ...ids, 'content-type': 'application/xml' };
    // An answer to HEAD has no body: clients tell by the status alone.
    return call.method === 'HEAD'
      ? { status: known.status, headers }
      : { status: known.status, headers, body };
  }
}
