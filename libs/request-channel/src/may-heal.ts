import { EntryKeepsFailing } from './errors';

/**
 * Whether the same call may succeed after a while: the service had trouble of its own or asked for patience, or it could not
 * be reached. Anything else, credentials that are refused included, does not heal by being tried again.
 */
export function mayHeal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof EntryKeepsFailing) return true;
  const { $fault, $metadata, $retryable, code } = error as SdkError;
  const { httpStatusCode: status = 0 } = $metadata ?? {};
  const isAsked = $retryable !== undefined || status === 429 || PATIENCE.test(error.name);
  return $fault === 'server' || status >= 500 || isAsked || isConnection(error.name, code);
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const PATIENCE = /Throttl|^SlowDown$|^RequestLimitExceeded$|^RequestTimeout$|^TooManyRequests/;

/** Node's codes of the system and of its sockets begin with an E. */
const isConnection = (name: string, code: unknown): boolean =>
  name === 'TimeoutError' || (typeof code === 'string' && /^E[A-Z]/.test(code));

type SdkError = Error & {
  readonly code?: unknown;
  readonly $fault?: string;
  readonly $retryable?: object;
  readonly $metadata?: { readonly httpStatusCode?: number };
};
