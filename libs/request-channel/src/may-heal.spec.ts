import { S3ServiceException } from '@aws-sdk/client-s3';
import { SQSServiceException } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import { EntryKeepsFailing, EntryRefused } from './errors';
import { mayHeal } from './may-heal';

const answer = (name: string, httpStatusCode: number): Error =>
  new SQSServiceException({
    name,
    $fault: httpStatusCode < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode },
  });
const system = (code: string): Error => Object.assign(new Error(code), { code });

test.each([
  ['an internal error', answer('InternalError', 500)],
  ['a service that is not there', answer('ServiceUnavailable', 503)],
  ['throttling', answer('ThrottlingException', 400)],
  ['too many requests', answer('Unknown', 429)],
  ['SlowDown', new S3ServiceException({ name: 'SlowDown', $fault: 'client', $metadata: {} })],
  ['a connection that is refused', system('ECONNREFUSED')],
  ['a connection that breaks', system('ECONNRESET')],
  ['a name that cannot be looked up', system('ENOTFOUND')],
  ['a call without an answer', Object.assign(new Error('no answer'), { name: 'TimeoutError' })],
  ['an entry of a batch that keeps failing', new EntryKeepsFailing('InternalError')],
])('%s may heal', (_what, error) => {
  expect(mayHeal(error)).toBe(true);
});

test.each([
  ['a denial', answer('AccessDenied', 403)],
  ['expired credentials', answer('ExpiredToken', 400)],
  ['no credentials', Object.assign(new Error('none'), { name: 'CredentialsProviderError' })],
  ['a queue that is gone', answer('QueueDoesNotExist', 400)],
  ['an entry of a batch that is refused', new EntryRefused('ReceiptHandleIsInvalid')],
  ['a mistake of ours', new TypeError('undefined is not a function')],
  ['what is no error', 'text'],
])('%s does not', (_what, error) => {
  expect(mayHeal(error)).toBe(false);
});
