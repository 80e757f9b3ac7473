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

export const AWS_SERVICES = ['s3', 'sqs', 'dynamodb'] as const;
export type AwsService = (typeof AWS_SERVICES)[number];

/** Says of one entry of a batch call, by its position, whether it fails for no reason of its own. */
export type EntryFault = (position: number) => boolean;

/** What a call asks for, known before anything is done: the place between the two is where faults belong. */
export type Operation = {
  /** `local` is the cloud's own: its inspection pages, and calls that are for no service. */
  service: AwsService | 'local';
  /** The AWS name of the action, e.g. `PutObject`; `Unknown` where the call names none that exists. */
  action: string;
  /** Never rejects with an AWS error: those are answers. `entryFault` is for the entries of a batch action. */
  run: (entryFault?: EntryFault) => Answer | Promise<Answer>;
};

/** Of one of the three services: what is counted and may meet faults. */
export type AwsOperation = Operation & { service: AwsService };

/** An answer, or instead of one the connection is reset. */
export type Outcome = Answer | 'reset';

/**
 * Goes around a call of an AWS service: performs it with `act`, now, later or not at all, and returns what the client gets.
 * What it returns instead of an answer that it withholds is `reset`.
 */
export type Interceptor = (
  call: { service: AwsService; action: string; path: string },
  act: () => Promise<Outcome>,
) => Promise<Outcome>;

/** Finds out which operation a call asks for. Never throws. */
export type Service = (call: Call) => Operation;

/** A header as one string; Node joins repeated ones except Set-Cookie. */
export function headerOf(call: Pick<Call, 'headers'>, name: string): string | undefined {
  const value = call.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
