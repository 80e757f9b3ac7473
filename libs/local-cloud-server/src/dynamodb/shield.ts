import { create as createDomain } from 'node:domain';
import { EventEmitter } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../http/call';

export type DynamoRequest = { headers: IncomingHttpHeaders; body: Buffer };

/** Sends one request, its body complete, to an embedded DynamoDB. Never rejects. */
export type DynamoCall = (request: DynamoRequest) => Promise<Answer>;

/**
 * A way to call an HTTP server that never listens and may throw. dynalite by itself throws out of its event handlers, and so
 * ends the process, when a client hangs up in mid-body and on some malformed requests. Behind the shield it never meets a
 * socket: it gets a request that is complete before it starts, and an answer to write into.
 *
 * What it throws at once is caught here. What it throws later, out of a callback, only a domain can lead back to its request: the
 * module waits to be deprecated until it has a successor, and short of a process of its own nothing else does this.
 */
export function shield(server: EventEmitter): DynamoCall {
  return ({ headers, body }) =>
    new Promise((resolve) => {
      // Made outside of the domain: an emitter that belongs to one leaves it entered when a listener throws.
      const request = Object.assign(new EventEmitter(), { method: 'POST', url: '/', headers });
      const domain = createDomain();
      domain.on('error', (error) => resolve(failure(500, 'InternalServerError', error)));
      domain.run(() => {
        try {
          server.emit('request', request, new AnswerWriter(resolve));
          request.emit('data', body);
          request.emit('end');
        } catch (error) {
          // It checks a request before its first callback, so this is one that it cannot read: no retry would help.
          resolve(failure(400, 'SerializationException', error));
        }
      });
    });
}

/** As much of an HTTP response as dynalite writes to. */
class AnswerWriter {
  statusCode = 200;
  /** dynalite's own note of the type it will answer in. */
  contentType = '';
  readonly #headers: Record<string, string> = {};

  constructor(private readonly finish: (answer: Answer) => void) {}

  setHeader(name: string, value: string | number): void {
    this.#headers[name.toLowerCase()] = String(value);
  }

  end(body = ''): void {
    this.finish({ status: this.statusCode, headers: this.#headers, body });
  }
}

function failure(status: 400 | 500, type: string, error: unknown): Answer {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({
      __type: `com.amazon.coral.service#${type}`,
      message: `The request was not understood: ${reason}`,
    }),
  };
}
