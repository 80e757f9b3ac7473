import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock';
import type { Answer, Call, Outcome } from './call';
import { collectBody } from './collect-body';
import { type HostNames, refuseForeign } from './refuse-foreign';

/** Generous for S3 objects on a laptop, small enough that one request cannot fill the memory. */
const BODY_LIMIT_BYTES = 256 * 1024 * 1024;
/** Of SQS and DynamoDB, whose largest requests are batches of 1 MiB, escaped, and of 16 MB. */
const JSON_BODY_LIMIT_BYTES = 32 * 1024 * 1024;

const tooLarge = (limitBytes: number): Answer => ({
  status: 413,
  headers: { 'content-type': 'application/json', connection: 'close' },
  body: JSON.stringify({ code: 'EntityTooLarge', message: `Bodies end at ${limitBytes} bytes here.` }),
});

type Rules = { accepts: HostNames; clock: Clock };

/** https://www.rfc-editor.org/rfc/rfc9110#section-8.6 */
const BODILESS = new Set([204, 304]);

/** From the first byte of a request to the last of its answer. Never rejects. */
export async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  dispatch: (call: Call) => Promise<Outcome>,
  { accepts, clock }: Rules,
): Promise<void> {
  // A socket that breaks while the answer is written says so here; nobody is left to be told.
  response.on('error', () => undefined);
  const refusal = refuseForeign(request.headers, accepts);
  if (refusal) return send(response, refusal, clock);

  const limitBytes = request.headers['x-amz-target'] ? JSON_BODY_LIMIT_BYTES : BODY_LIMIT_BYTES;
  const collected = await collectBody(request, limitBytes);
  if (collected.kind === 'hung-up') return;
  if (collected.kind === 'too-large') return send(response, tooLarge(limitBytes), clock);

  try {
    const outcome = await dispatch(toCall(request, response, collected.body));
    if (outcome === 'reset') request.socket.resetAndDestroy();
    else send(response, outcome, clock);
  } catch (error) {
    send(response, internalError(error), clock);
  }
}

function toCall(request: IncomingMessage, response: ServerResponse, body: Buffer): Call {
  const hangUp = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) hangUp.abort();
  });
  // Proxies may send the absolute form, `GET http://host/path`.
  const target = (request.url ?? '/').replace(/^https?:\/\/[^/]*/i, '');
  const mark = target.indexOf('?');
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: request.headers,
    body,
    hangUp: hangUp.signal,
  };
}

function send(response: ServerResponse, answer: Answer, clock: Clock): void {
  if (response.destroyed || response.headersSent) return;
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  response.writeHead(answer.status, {
    date: new Date(clock.now()).toUTCString(),
    ...(BODILESS.has(answer.status) ? {} : { 'content-length': String(body?.length ?? 0) }),
    ...answer.headers,
  });
  response.end(body);
}

function internalError(error: unknown): Answer {
  const message = error instanceof Error ? error.message : 'unknown';
  return {
    status: 500,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ __type: 'InternalFailure', message: `The local cloud failed: ${message}` }),
  };
}
