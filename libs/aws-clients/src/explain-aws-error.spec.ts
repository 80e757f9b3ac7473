import { expect, test } from '@jest/globals';
import { rememberCall, type AwsCall } from './aws-call';
import {
  isConnectionError,
  isCredentialsError,
  isRefusedCredentialsError,
  isThrottling,
} from './error-codes';
import { explainAwsError } from './explain-aws-error';

const AWS = { url: 'https://s3.us-west-2.amazonaws.com', isLoopback: false, isAws: true };
const LOCAL = { url: 'http://127.0.0.1:4566', isLoopback: true, isAws: false };

const call = (service: AwsCall['service'], action: string, more: Partial<AwsCall> = {}): AwsCall => ({
  service,
  action,
  resource: 'things',
  endpoint: AWS,
  region: 'us-west-2',
  profile: undefined,
  ...more,
});

/** An answer of AWS as the SDK throws it. */
const answer = (name: string, status = 400, message = 'because') =>
  Object.assign(new Error(message), {
    name,
    $fault: 'client',
    $metadata: { httpStatusCode: status, attempts: 3 },
  });

const systemError = (code: string, name = 'Error') =>
  Object.assign(new Error(`connect ${code}`), { name, code, $metadata: { attempts: 3 } });

const explain = (error: Error, from?: AwsCall): string | undefined => {
  if (from !== undefined) rememberCall(error, from);
  return explainAwsError(error);
};

test.each<[string, Error, AwsCall, readonly string[]]>([
  [
    'a refused connection on loopback',
    systemError('ECONNREFUSED'),
    call('sqs', 'ReceiveMessage', { endpoint: LOCAL }),
    [
      'http://127.0.0.1:4566',
      'nothing listens',
      'SQS ReceiveMessage',
      'queue "things"',
      'npx nx run local-cloud:serve',
    ],
  ],
  [
    'a refused connection on every address of localhost',
    new AggregateError([systemError('ECONNREFUSED'), systemError('ECONNREFUSED')], ''),
    call('s3', 'PutObject', { endpoint: LOCAL }),
    ['nothing listens', 'npx nx run local-cloud:serve'],
  ],
  ['a cut connection', systemError('ECONNRESET'), call('s3', 'GetObject'), ['was cut', 'us-west-2']],
  [
    'a timeout',
    Object.assign(new Error('the request socket timed out'), { name: 'TimeoutError' }),
    call('s3', 'GetObject'),
    ['no answer in time', 'https://s3.us-west-2.amazonaws.com'],
  ],
  [
    'an unknown host',
    systemError('ENOTFOUND'),
    call('s3', 'GetObject', { endpoint: { ...LOCAL, isLoopback: false } }),
    ['host name is not known', 'endpoint URL'],
  ],
  [
    'missing credentials',
    Object.assign(new Error('Could not load credentials from any providers'), {
      name: 'CredentialsProviderError',
    }),
    call('s3', 'GetObject'),
    ['No AWS credentials', 'AWS_ACCESS_KEY_ID', 'aws configure'],
  ],
  [
    'missing credentials for a local cloud',
    Object.assign(new Error('Could not load credentials'), { name: 'CredentialsProviderError' }),
    call('s3', 'GetObject', { endpoint: LOCAL }),
    ['AWS_ACCESS_KEY_ID=test'],
  ],
  [
    'a profile without credentials for a local cloud',
    Object.assign(new Error('Could not load credentials'), { name: 'CredentialsProviderError' }),
    call('s3', 'GetObject', { endpoint: LOCAL, profile: 'lab' }),
    ['profile "lab"', 'leave out --profile and export AWS_ACCESS_KEY_ID=test'],
  ],
  [
    'a profile without credentials',
    Object.assign(new Error('Could not load credentials'), { name: 'CredentialsProviderError' }),
    call('s3', 'GetObject', { profile: 'lab' }),
    ['profile "lab"'],
  ],
  [
    'an SSO session that is over',
    Object.assign(new Error('The SSO session associated with this profile has expired'), {
      name: 'CredentialsProviderError',
    }),
    call('s3', 'GetObject', { profile: 'lab' }),
    ['aws sso login --profile lab'],
  ],
  [
    'a name that no bucket can have',
    answer('InvalidBucketName'),
    call('s3', 'CreateBucket', { resource: 'My_Things' }),
    ['"My_Things" cannot be the name of a bucket', '3 to 63'],
  ],
  [
    'an expired token',
    answer('ExpiredToken'),
    call('s3', 'GetObject'),
    ['have expired', 'brought no others', 'fresh ones'],
  ],
  ['an expired token', answer('ExpiredTokenException', 403), call('sqs', 'SendMessage'), ['have expired']],
  [
    'a refusal without a reason',
    answer('Unknown'),
    call('s3', 'HeadBucket'),
    ['does not say why', 'expired'],
  ],
  ['an expired request', answer('RequestExpired'), call('sqs', 'SendMessage'), ['have expired']],
  ['an unknown key', answer('InvalidAccessKeyId', 403), call('s3', 'GetObject'), ['does not accept']],
  ['an unknown key', answer('InvalidClientTokenId', 403), call('sqs', 'SendMessage'), ['does not accept']],
  ['an unknown key', answer('UnrecognizedClientException'), call('dynamodb', 'PutItem'), ['does not accept']],
  ['a wrong secret', answer('SignatureDoesNotMatch', 403), call('s3', 'GetObject'), ['secret key']],
  [
    'a denied read',
    answer('AccessDenied', 403),
    call('s3', 'GetObject'),
    ['not allowed', 's3:GetObject and s3:ListBucket', 'bucket "things"'],
  ],
  ['a denied batch', answer('AccessDenied', 403), call('sqs', 'DeleteMessageBatch'), ['sqs:DeleteMessage.']],
  ['a denied HEAD', answer('403', 403), call('s3', 'HeadBucket'), ['s3:ListBucket']],
  [
    'a denied update',
    answer('AccessDeniedException'),
    call('dynamodb', 'UpdateItem'),
    ['dynamodb:UpdateItem'],
  ],
  [
    'a missing bucket',
    answer('NoSuchBucket', 404),
    call('s3', 'PutObject'),
    ['no bucket "things" in us-west-2', 'aws s3 mb s3://things --region us-west-2'],
  ],
  ['a missing bucket', answer('NotFound', 404), call('s3', 'HeadBucket'), ['no bucket "things"']],
  [
    'a missing queue',
    answer('QueueDoesNotExist'),
    call('sqs', 'GetQueueUrl', { profile: 'lab' }),
    ['aws sqs create-queue --queue-name things --region us-west-2 --profile lab'],
  ],
  [
    'a missing FIFO queue',
    answer('AWS.SimpleQueueService.NonExistentQueue'),
    call('sqs', 'GetQueueUrl', { resource: 'things.fifo', endpoint: LOCAL }),
    ['FifoQueue=true', '--endpoint-url http://127.0.0.1:4566'],
  ],
  [
    'a missing table',
    answer('ResourceNotFoundException'),
    call('dynamodb', 'DescribeTable'),
    ['no table "things"', 'aws dynamodb create-table --table-name things'],
  ],
  [
    'another region',
    answer('PermanentRedirect', 301),
    call('s3', 'GetObject'),
    ['another region', 'get-bucket-location'],
  ],
  ['another region', answer('AuthorizationHeaderMalformed'), call('s3', 'GetObject'), ['--region']],
  ['a wrong clock', answer('RequestTimeTooSkewed', 403), call('s3', 'GetObject'), ['clock', 'NTP']],
  [
    'a wrong clock',
    answer('InvalidSignatureException', 400, 'Signature expired: 20250101 is now earlier than'),
    call('dynamodb', 'GetItem'),
    ['clock'],
  ],
  ['throttling', answer('SlowDown', 503), call('s3', 'PutObject'), ['throttled', '3 tries', '--concurrency']],
  [
    'throttling',
    answer('ProvisionedThroughputExceededException'),
    call('dynamodb', 'PutItem'),
    ['throttled'],
  ],
  [
    'any other answer',
    answer('InternalError', 500, 'sorry'),
    call('s3', 'PutObject'),
    ['InternalError: sorry', '3 tries'],
  ],
])('%s is explained: %#', (_case, error, from, parts) => {
  const explanation = explain(error, from);
  for (const part of parts) expect(explanation).toContain(part);
  expect(explanation).not.toContain('undefined');
  expect(explanation).not.toMatch(/\n/);
});

test('an error that is the cause of another is explained with its call', () => {
  const cause = answer('NoSuchBucket', 404);
  rememberCall(cause, call('s3', 'GetObject'));
  expect(explainAwsError(new Error('reading failed', { cause }))).toContain('aws s3 mb s3://things');
});

test('an error whose call is not known is explained as far as it goes', () => {
  expect(explain(systemError('ECONNREFUSED'))).toContain('AWS cannot be reached');
  expect(explain(answer('AccessDenied', 403))).toContain('not allowed');
  expect(explain(answer('NoSuchBucket', 404))).toContain('aws s3 mb');
});

test.each([new TypeError('x is not a function'), 'text', undefined, null, systemError('ENOENT')])(
  '%s is not an error of AWS',
  (error) => {
    expect(explainAwsError(error)).toBeUndefined();
  },
);

test('a cause that leads back to itself ends', () => {
  const error = new Error('a');
  error.cause = error;
  expect(explainAwsError(error)).toBeUndefined();
});

test('predicates look at causes and members too', () => {
  expect(isConnectionError(new AggregateError([systemError('ECONNREFUSED')]))).toBe(true);
  expect(isConnectionError(answer('NoSuchKey', 404))).toBe(false);
  expect(isCredentialsError(new Error('x', { cause: answer('ExpiredToken') }))).toBe(true);
  expect(isCredentialsError(answer('AccessDenied', 403))).toBe(false);
  expect(isRefusedCredentialsError(answer('ExpiredToken'))).toBe(true);
  expect(isRefusedCredentialsError(answer('InvalidAccessKeyId'))).toBe(true);
  expect(isRefusedCredentialsError(answer('ValidationException'))).toBe(false);
  expect(isThrottling(answer('SlowDown', 503))).toBe(true);
  expect(isThrottling(answer('InternalError', 500))).toBe(false);
});
