import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './call';

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * Refuses what a web page could send: a request with an Origin, or one whose Host is not this machine (a name that was
 * rebound to 127.0.0.1).
 */
export function refuseForeign(headers: IncomingHttpHeaders): Answer | undefined {
  if (headers.origin !== undefined) {
    return refusal('Requests from web pages (with an Origin header) are refused.');
  }
  if (!LOOPBACK_HOST.test(headers.host ?? '')) {
    return refusal(
      'The Host header must be 127.0.0.1 or localhost. If an S3 client puts the bucket into the host name, ' +
        'give it the endpoint as http://127.0.0.1:PORT or set path-style addressing (forcePathStyle).',
    );
  }
  return undefined;
}

function refusal(message: string): Answer {
  return {
    status: 403,
    headers: { 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ code: 'Forbidden', message }),
  };
}
