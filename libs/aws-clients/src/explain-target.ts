import type { AwsCall } from './aws-call';
import type { AwsFailure } from './aws-failure';
import type { Explanation } from './explanation';
import { commandLineOptions, whatFailed, where } from './failure-words';

const QUEUE_CODES: ReadonlySet<string> = new Set([
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
]);
const REGION_CODES: ReadonlySet<string> = new Set([
  'PermanentRedirect',
  'AuthorizationHeaderMalformed',
  'IllegalLocationConstraintException',
]);

const isMissingBucket = ({ code, call }: AwsFailure): boolean =>
  code === 'NoSuchBucket' || (code === 'NotFound' && call?.action === 'HeadBucket');

const missing = (kind: string, failure: AwsFailure, create: (name: string) => string): string => {
  const { call } = failure;
  const name = call?.resource ?? `${kind.toUpperCase()}_NAME`;
  const options = call === undefined ? '' : commandLineOptions(call);
  return `There is no ${kind} "${name}"${where(failure)}. Check the name and the region, or make it: ${create(name)}${options}`;
};

const createQueue = (name: string): string =>
  `aws sqs create-queue --queue-name ${name}${name.endsWith('.fifo') ? ' --attributes FifoQueue=true' : ''}`;

const createTable = (name: string): string =>
  `aws dynamodb create-table --table-name ${name} --attribute-definitions AttributeName=id,AttributeType=S ` +
  '--key-schema AttributeName=id,KeyType=HASH --billing-mode PAY_PER_REQUEST';

/** Whether the thing that is called exists, and is where we look for it. */
export const targetExplanations: readonly Explanation[] = [
  {
    matches: isMissingBucket,
    explain: (failure) => missing('bucket', failure, (name) => `aws s3 mb s3://${name}`),
  },
  {
    matches: ({ code }) => QUEUE_CODES.has(code),
    explain: (failure) => missing('queue', failure, createQueue),
  },
  {
    matches: ({ code, call }) => code === 'ResourceNotFoundException' && call?.service !== 'sqs',
    explain: (failure) => missing('table', failure, createTable),
  },
  {
    matches: ({ code, status }) => REGION_CODES.has(code) || status === 301,
    explain: (failure) =>
      `${whatFailed(failure)} failed${where(failure)}: it lives in another region. Name that one with --region. ${findRegion(failure.call)}`,
  },
  {
    matches: ({ code }) => code === 'InvalidBucketName',
    explain: ({ call }) =>
      `"${call?.resource ?? ''}" cannot be the name of a bucket: it has 3 to 63 of a-z, 0-9, dots and hyphens, and begins and ends with a letter or digit.`,
  },
  {
    matches: ({ code }) => code === 'InvalidTargetError',
    explain: ({ message }) => message,
  },
];

const findRegion = (call: AwsCall | undefined): string =>
  call?.service === 's3' && call.resource !== undefined
    ? `To find it: aws s3api get-bucket-location --bucket ${call.resource}`
    : '';
