import type { AwsCall } from './aws-call';
import type { AwsFailure } from './aws-failure';
import type { ServiceName } from './service';

const SERVICE_TITLES = { s3: 'S3', sqs: 'SQS', dynamodb: 'DynamoDB' } as const satisfies Record<
  ServiceName,
  string
>;

const RESOURCE_KINDS = { s3: 'bucket', sqs: 'queue', dynamodb: 'table' } as const satisfies Record<
  ServiceName,
  string
>;

/** `S3 GetObject on bucket "b"` */
export const whatFailed = ({ call }: AwsFailure): string => {
  if (call === undefined) return 'A call to AWS';
  const resource =
    call.resource === undefined ? '' : ` on ${RESOURCE_KINDS[call.service]} "${call.resource}"`;
  return `${SERVICE_TITLES[call.service]} ${call.action}${resource}`;
};

/** `at http://127.0.0.1:4566`, with the region where it matters; empty when the call is not known. */
export const where = ({ call }: AwsFailure): string => {
  if (call === undefined) return '';
  return call.endpoint.isAws ? ` in ${call.region}` : ` at ${call.endpoint.url}`;
};

/** The options of the AWS command line that make it go where the call went. */
export const commandLineOptions = (call: AwsCall): string => {
  const region = ` --region ${call.region}`;
  const profile = call.profile === undefined ? '' : ` --profile ${call.profile}`;
  const endpoint = call.endpoint.isAws ? '' : ` --endpoint-url ${call.endpoint.url}`;
  return `${region}${profile}${endpoint}`;
};

/** `profile "lab"`, or where credentials come from without one. */
export const whoseCredentials = ({ call }: AwsFailure): string =>
  call?.profile === undefined
    ? 'the environment (AWS_ACCESS_KEY_ID, AWS_PROFILE) or ~/.aws/credentials'
    : `profile "${call.profile}" of ~/.aws/credentials`;
