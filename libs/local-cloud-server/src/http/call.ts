import type { IncomingHttpHeaders } from 'node:http';

/** One HTTP request, its body already collected. */
export type Call = {
  method: string;
  /** As sent, percent-encoded, without the query; one character per byte. */
  path: string;
  /** As sent, without the question mark. */
  query: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Aborted when the client hangs up before it has its whole answer. */
  hangUp: AbortSignal;
};

export type Answer = {
  status: number;
  headers?: Record<string, string>;
  body?: Buffer | string;
};

export type ServiceName = 's3' | 'sqs' | 'dynamodb' | 'local';

/** What a call asks for, known before anything is done: the place between the two is where faults belong. */
export type Operation = {
  service: ServiceName;
  /** The AWS name of the action, e.g. `PutObject`; `Unknown` where the call names none that exists. */
  action: string;
  /** Never rejects with an AWS error: those are answers. */
  run: () => Answer | Promise<Answer>;
};

/** Finds out which operation a call asks for. Never throws. */
export type Service = (call: Call) => Operation;

/** A header as one string; Node joins repeated ones except Set-Cookie. */
export function headerOf(call: Pick<Call, 'headers'>, name: string): string | undefined {
  const value = call.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
