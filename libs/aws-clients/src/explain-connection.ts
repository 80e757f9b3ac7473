import type { AwsFailure } from './aws-failure';
import { CONNECTION_CODES, THROTTLING_CODES } from './error-codes';
import type { Explanation } from './explanation';
import { whatFailed, where } from './failure-words';

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing listens there'],
  ['ECONNRESET', 'the connection was cut'],
  ['EPIPE', 'the connection was cut'],
  ['ETIMEDOUT', 'no answer in time'],
  ['TimeoutError', 'no answer in time'],
  ['ENOTFOUND', 'the host name is not known'],
  ['EAI_AGAIN', 'the host name could not be looked up'],
  ['EHOSTUNREACH', 'there is no way to the host'],
  ['ENETUNREACH', 'there is no way to the network'],
]);

const advice = ({ call }: AwsFailure): string => {
  if (call === undefined) return 'Check the network.';
  if (call.endpoint.isLoopback) return 'Start the local cloud: npx nx run local-cloud:serve';
  if (call.endpoint.isAws) return `Check the network and the region (${call.region}).`;
  return 'Check the endpoint URL and the network.';
};

/** Whether and how the endpoint answers at all. */
export const connectionExplanations: readonly Explanation[] = [
  {
    matches: ({ code, isAnswer }) => !isAnswer && CONNECTION_CODES.has(code),
    explain: (failure) => {
      const place = failure.call === undefined ? 'AWS' : failure.call.endpoint.url;
      const reason = REASONS.get(failure.code) ?? failure.code;
      return `${place} cannot be reached: ${reason} (${whatFailed(failure)}, ${failure.code}). ${advice(failure)}`;
    },
  },
  {
    matches: ({ code, status }) => THROTTLING_CODES.has(code) || status === 429,
    explain: (failure) =>
      `${whatFailed(failure)} is throttled${where(failure)}, ${tries(failure)} (${failure.code}). Lower --concurrency, or raise the capacity.`,
  },
];

const tries = ({ attempts }: AwsFailure): string =>
  attempts === undefined || attempts === 1 ? 'with no retry left' : `also after ${attempts} tries`;
