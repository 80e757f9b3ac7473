import { failuresIn, type AwsFailure } from './aws-failure';

/** The connection to the endpoint could not be made, or broke. */
export const CONNECTION_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

export const EXPIRED_CODES: ReadonlySet<string> = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'TokenRefreshRequired',
]);

export const UNKNOWN_CREDENTIALS_CODES: ReadonlySet<string> = new Set([
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'InvalidToken',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
]);

export const THROTTLING_CODES: ReadonlySet<string> = new Set([
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'ProvisionedThroughputExceededException',
  'TooManyRequestsException',
  'KmsThrottled',
]);

const hasCode = (error: unknown, codes: ReadonlySet<string>): boolean =>
  failuresIn(error).some(({ code }) => codes.has(code));

/** There are no credentials, or those sent are expired or unknown: other credentials could help. */
export const isCredentialsError = (error: unknown): boolean =>
  hasCode(error, new Set(['CredentialsProviderError', ...EXPIRED_CODES, ...UNKNOWN_CREDENTIALS_CODES]));

/**
 * The credentials sent are expired or unknown: reading the shared files again could help. S3 gives no reason to a HEAD;
 * expired credentials are a bare 400 there.
 */
export const isRefusedCredentialsError = (error: unknown): boolean =>
  hasCode(error, new Set([...EXPIRED_CODES, ...UNKNOWN_CREDENTIALS_CODES])) ||
  failuresIn(error).some(isBareRefusal);

/** The SDK's name for an answer without a body, as to a HEAD, with the status 400. */
export const isBareRefusal = ({ status, code, isAnswer }: AwsFailure): boolean =>
  isAnswer && status === 400 && code === 'Unknown';

/** The endpoint could not be reached, or the connection to it broke. */
export const isConnectionError = (error: unknown): boolean => hasCode(error, CONNECTION_CODES);

/** AWS asked to be called less often, and still did after all retries. */
export const isThrottling = (error: unknown): boolean =>
  failuresIn(error).some(({ code, status }) => THROTTLING_CODES.has(code) || status === 429);
