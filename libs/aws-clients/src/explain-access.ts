import type { AwsFailure } from './aws-failure';
import { EXPIRED_CODES, isBareRefusal, UNKNOWN_CREDENTIALS_CODES } from './error-codes';
import type { Explanation } from './explanation';
import { whatFailed, where, whoseCredentials } from './failure-words';
import { permissionsFor } from './iam-actions';

const SKEW_CODES: ReadonlySet<string> = new Set(['RequestTimeTooSkewed', 'RequestInTheFuture']);
const DENIED_CODES: ReadonlySet<string> = new Set(['AccessDenied', 'AccessDeniedException', 'Forbidden']);

const isSkewed = ({ code, message }: AwsFailure): boolean =>
  SKEW_CODES.has(code) || /signature (expired|not yet current)/i.test(message);

/** Who we are, and what we may do. The clock comes first: a wrong one makes good credentials look bad. */
export const accessExplanations: readonly Explanation[] = [
  {
    matches: isSkewed,
    explain: (failure) =>
      `${whatFailed(failure)} was refused${where(failure)}: the clock of this machine is wrong. Set it by NTP, then try again.`,
  },
  {
    matches: ({ code, message }) => code === 'CredentialsProviderError' && /sso/i.test(message),
    explain: (failure) =>
      `The SSO session of ${whoseCredentials(failure)} is over or was never begun. Run: aws sso login${failure.call?.profile === undefined ? '' : ` --profile ${failure.call.profile}`}`,
  },
  {
    matches: ({ code }) => code === 'CredentialsProviderError',
    explain: (failure) =>
      `No AWS credentials were found for ${whatFailed(failure)}${where(failure)}: none in ${whoseCredentials(failure)}. ${getCredentials(failure)} (${failure.message})`,
  },
  {
    matches: ({ code }) => EXPIRED_CODES.has(code),
    explain: (failure) =>
      `The AWS credentials have expired (${whatFailed(failure)}${where(failure)}), and reading the shared files again brought no others. Put fresh ones into ${whoseCredentials(failure)}, then start again: nothing is lost.`,
  },
  {
    matches: isBareRefusal,
    explain: (failure) =>
      `${whatFailed(failure)} was refused${where(failure)}, and S3 does not say why. Most likely the AWS credentials have expired: put fresh ones into ${whoseCredentials(failure)}, then start again. Otherwise check the name and the region.`,
  },
  {
    matches: ({ code }) => UNKNOWN_CREDENTIALS_CODES.has(code),
    explain: (failure) =>
      `AWS does not accept the credentials (${whatFailed(failure)}${where(failure)}: ${failure.code}). Check access key, secret key and session token in ${whoseCredentials(failure)}: all three must come from one set.`,
  },
  {
    matches: ({ code, status }) =>
      DENIED_CODES.has(code) || (status === 403 && code !== 'InvalidObjectState'),
    explain: (failure) => {
      const permissions = failure.call === undefined ? [] : permissionsFor(failure.call);
      const needed = permissions.length > 0 ? ` It needs the permission ${permissions.join(' and ')}.` : '';
      return `${whatFailed(failure)} is not allowed${where(failure)}.${needed} Add it to the role or user of these credentials.`;
    },
  },
];

const getCredentials = ({ call }: AwsFailure): string => {
  if (!call?.endpoint.isLoopback) return 'Run "aws configure", or name another profile with --profile.';
  const withoutProfile = call.profile === undefined ? '' : 'leave out --profile and ';
  return `A local cloud takes any: ${withoutProfile}export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test`;
};
