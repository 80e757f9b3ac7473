import { dynamodbError } from '../dynamodb/error-answer';
import type { Answer, AwsService, Call } from '../http/call';
import { S3Error, type S3ErrorCode } from '../s3/errors';
import { s3ErrorAnswer } from '../s3/error-answer';
import { SqsError } from '../sqs/errors';
import { sqsErrorAnswer } from '../sqs/error-answer';

type Failure = (call: Call) => Answer;

const s3 =
  (code: S3ErrorCode): Failure =>
  (call) =>
    s3ErrorAnswer(call.method, new S3Error(code));
const sqs =
  (...error: ConstructorParameters<typeof SqsError>): Failure =>
  () =>
    sqsErrorAnswer(new SqsError(...error));
const dynamodb =
  (...error: Parameters<typeof dynamodbError>): Failure =>
  () =>
    dynamodbError(...error);

/** What each service answers when it is overloaded or broken, and may be asked again. */
const PASSING: Record<AwsService, readonly [Failure, ...Failure[]]> = {
  s3: [s3('SlowDown'), s3('InternalError')],
  sqs: [
    sqs('RequestThrottled', 'The request was denied due to request throttling.'),
    sqs('InternalFailure', 'The request processing has failed because of an unknown error.'),
  ],
  dynamodb: [
    dynamodb(400, 'ThrottlingException', 'Rate of requests exceeds the allowed throughput.'),
    dynamodb(
      400,
      'ProvisionedThroughputExceededException',
      'The level of configured provisioned throughput for the table was exceeded.',
    ),
    dynamodb(500, 'InternalServerError', 'The request could not be completed.'),
  ],
};

const EXPIRED: Record<AwsService, Failure> = {
  s3: s3('ExpiredToken'),
  sqs: sqs('ExpiredToken', 'The security token included in the request is expired'),
  dynamodb: dynamodb(400, 'ExpiredTokenException', 'The security token included in the request is expired'),
};

/** S3 may also answer a conflict to one of several writers that race under a condition. */
const CONDITIONAL: typeof PASSING.s3 = [...PASSING.s3, s3('ConditionalRequestConflict')];

const isConditionalWrite = (service: AwsService, { method, headers }: Call): boolean =>
  service === 's3' && method === 'PUT' && (headers['if-match'] ?? headers['if-none-match']) !== undefined;

/** @param which from 0 up to, not including, 1 */
export function passingFailure(service: AwsService, call: Call, which: number): Answer {
  const failures = isConditionalWrite(service, call) ? CONDITIONAL : PASSING[service];
  const failure = failures[Math.floor(which * failures.length)] ?? failures[0];
  return failure(call);
}

export const expiredCredentials = (service: AwsService, call: Call): Answer => EXPIRED[service](call);
