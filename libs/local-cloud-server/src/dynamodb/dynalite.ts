import { EventEmitter } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createDynaliteServer } from './dynalite-server';
import type { Answer } from '../http/call';

export type DynamoRequest = { headers: IncomingHttpHeaders; body: Buffer };

/** Sends one request, its body complete, to an embedded dynalite. Never rejects. */
export type Dynalite = (request: DynamoRequest) => Promise<Answer>;

/**
 * dynalite, in memory, behind a shield. By itself it throws out of its event handlers, and so ends the process, when a
 * client hangs up in mid-body and on some malformed requests. Here it never meets a socket: it gets a request that is
 * complete before it starts, and an answer to write into; it does all its checking before the first `await`, so what it
 * throws arrives here.
 */
export function createDynalite(): Dynalite {
  const server = createDynaliteServer({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  return ({ headers, body }) =>
    new Promise((resolve) => {
      const request = Object.assign(new EventEmitter(), { method: 'POST', url: '/', headers });
      try {
        server.emit('request', request, new AnswerWriter(resolve));
        request.emit('data', body);
        request.emit('end');
      } catch (error) {
        resolve(notUnderstood(error));
      }
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

/** Of all that dynalite throws nothing is worth a retry, so it is a 400. */
function notUnderstood(error: unknown): Answer {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({
      __type: 'com.amazon.coral.service#SerializationException',
      Message: `The request could not be understood: ${reason}`,
    }),
  };
}
