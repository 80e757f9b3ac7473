import { types } from 'node:util';
import { callOf, type AwsCall } from './aws-call';

/** What an error tells, whatever part of the SDK, of Node or of AWS it comes from. */
export type AwsFailure = {
  /** The AWS error code, the system's code (`ECONNREFUSED`) or the error's name. */
  readonly code: string;
  readonly message: string;
  readonly status: number | undefined;
  readonly attempts: number | undefined;
  /** True when AWS, or what stands in for it, answered with this error. */
  readonly isAnswer: boolean;
  readonly call: AwsCall | undefined;
};

/**
 * The failures in an error, from the outside in: the error itself, its causes, and the members of an AggregateError,
 * which Node throws when every address of a host refuses the connection.
 */
export const failuresIn = (error: unknown): readonly AwsFailure[] => {
  const errors = unfold(error, 0);
  const call = errors.map(callOf).find((found) => found !== undefined);
  return errors.map((single) => ({ ...describe(single), call }));
};

const DEEPEST_CAUSE = 5;

const unfold = (error: unknown, depth: number): readonly Error[] => {
  if (!types.isNativeError(error) || depth > DEEPEST_CAUSE) return [];
  const members: readonly unknown[] = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  return [error, ...[error.cause, ...members].flatMap((inner) => unfold(inner, depth + 1))];
};

const describe = (error: Error): Omit<AwsFailure, 'call'> => {
  const { code, $metadata, $fault } = error as SdkError;
  const isAnswer = $fault !== undefined && $metadata?.httpStatusCode !== undefined;
  return {
    // An answer's name is its AWS code; errors of Node bear theirs beside the name.
    code: !isAnswer && typeof code === 'string' && code !== '' ? code : error.name,
    message: error.message,
    status: $metadata?.httpStatusCode,
    attempts: $metadata?.attempts,
    isAnswer,
  };
};

type SdkError = Error & {
  readonly code?: unknown;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
};
