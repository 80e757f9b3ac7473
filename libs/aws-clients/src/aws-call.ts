import type { Endpoint } from './endpoint';
import type { ServiceName } from './service';

/** Where a client's calls go and as whom. */
export type CallTarget = {
  readonly service: ServiceName;
  readonly endpoint: Endpoint;
  readonly region: string;
  readonly profile: string | undefined;
};

/** The call that an error came from. */
export type AwsCall = CallTarget & {
  /** As the SDK names it, e.g. `GetObject`. */
  readonly action: string;
  /** Name of the bucket, queue or table. */
  readonly resource: string | undefined;
};

const calls = new WeakMap<object, AwsCall>();

/** Remembers beside the error which call it came from; the error itself is not changed. */
export const rememberCall = (error: unknown, call: AwsCall): void => {
  if (typeof error === 'object' && error !== null) calls.set(error, call);
};

export const callOf = (error: object): AwsCall | undefined => calls.get(error);

/** The name of the bucket, queue or table that a command's input speaks of. */
export const resourceOf = (input: object): string | undefined => {
  const { Bucket, QueueUrl, QueueName, TableName } = input as Readonly<Record<string, unknown>>;
  const name =
    Bucket ?? QueueName ?? TableName ?? (typeof QueueUrl === 'string' ? lastSegment(QueueUrl) : undefined);
  return typeof name === 'string' ? name : undefined;
};

const lastSegment = (url: string): string | undefined => url.split('/').at(-1);
