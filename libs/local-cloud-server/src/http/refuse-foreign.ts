import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './call';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];
const PORT = /:\d{1,5}$/;

export type HostNames = ReadonlySet<string>;

/** The names under which the cloud may be called: those of this machine, and the given ones, an IPv6 address without brackets. */
export function hostNames(others: readonly string[]): HostNames {
  const bracketed = others.map((name) => (name.includes(':') ? `[${name}]` : name.toLowerCase()));
  return new Set([...LOOPBACK_NAMES, ...bracketed]);
}

/**
 * Refuses what a web page could send: a request with an Origin, or one whose Host is not this machine (a name that was
 * rebound to 127.0.0.1).
 */
export function refuseForeign(headers: IncomingHttpHeaders, accepts: HostNames): Answer | undefined {
  if (headers.origin !== undefined) {
    return refusal('Requests from web pages (with an Origin header) are refused.');
  }
  if (!accepts.has((headers.host ?? '').toLowerCase().replace(PORT, ''))) {
    return refusal(
      'The Host header must be 127.0.0.1, localhost or a name that was allowed at start. If an S3 client puts the bucket into the host name, ' +
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
