import type { StartResources } from './resources-of';

/** What is there, and what to paste into a shell to use it. */
export const greeting = (
  url: string,
  resources: StartResources,
  faults: string | undefined,
): string => `${listing(resources)}
To use it from another shell, with the JS SDK v3, boto3, or the Java SDK 2.28.1 or newer:

  export AWS_ENDPOINT_URL=${url} AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local
  unset AWS_PROFILE AWS_SESSION_TOKEN

and with the aws CLI, which in version 1 ignores AWS_ENDPOINT_URL for SQS:

  aws --endpoint-url ${url} sqs list-queues

WARNING: programs on older SDKs ignore AWS_ENDPOINT_URL and go to real AWS with real credentials
(JS SDK v2, boto3 before 1.28, Java SDK v1 and v2 before 2.28.1).
${faults === undefined ? '' : `\nFaults: ${faults}.\n`}
All state is in memory. Ctrl-C ends it.`;

function listing({ buckets, queues, tables }: StartResources): string {
  const rows = [
    ['buckets', buckets.join(', ')],
    ['queues', queues.map(({ name }) => name).join(', ')],
    ['tables', tables.map(({ name, partitionKey }) => `${name} (key ${partitionKey.name})`).join(', ')],
  ];
  return rows
    .filter(([, names]) => names !== '')
    .map(([kind, names]) => `\n  ${kind?.padEnd(9)} ${names}`)
    .join('')
    .concat('\n');
}
