import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { pythonWith, type RunPython } from './testing/run-python';
import { type BuiltCloud, startBuilt } from './testing/start-built';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

const skipped: RunPython = () => Promise.reject(new Error('this test is skipped'));
const boto3 = await pythonWith('boto3');
const awscli = await pythonWith('awscli');
const withBoto3 = boto3 ? test : test.skip;
const withCli = awscli ? test : test.skip;
const runBoto3 = boto3 ?? skipped;
const runCli = awscli ?? skipped;

let cloud: BuiltCloud;
beforeAll(async () => {
  cloud = await startBuilt();
});
afterAll(() => cloud.stop());

/** `aws …`, which is told its endpoint as the greeting says. */
const aws = (...args: string[]): Promise<string> =>
  runCli(cloud.url, '-m', 'awscli', '--endpoint-url', cloud.url, '--output', 'json', ...args);
const awsJson = async <T>(...args: string[]): Promise<T> => JSON.parse(await aws(...args)) as T;

withBoto3.each(['s3', 'sqs', 'fifo', 'dynamodb'])('the main flows of %s through boto3', async (flow) => {
  expect(await runBoto3(cloud.url, path('./testing/boto3_flows.py'), flow)).toBe('');
});

withBoto3('the example of the README does what it says', async () => {
  expect(await runBoto3(cloud.url, path('../../../examples/boto3_app.py'))).toBe('Hello from boto3\n');
});

withCli('S3 through the aws CLI: make, copy there and back, list, remove', async () => {
  const file = path('../../../examples/boto3_app.py');
  await aws('s3', 'mb', 's3://cli-bucket');
  await aws('s3', 'cp', file, 's3://cli-bucket/folder/app.py');
  expect(await aws('s3', 'ls', 's3://cli-bucket', '--recursive')).toMatch(/ folder\/app\.py\n$/);
  expect(await aws('s3', 'cp', 's3://cli-bucket/folder/app.py', '-')).toContain('import boto3');
  await aws('s3', 'rm', 's3://cli-bucket', '--recursive');
  await aws('s3', 'rb', 's3://cli-bucket');
});

withCli('SQS through the aws CLI: make, send, receive, delete', async () => {
  const made = await awsJson<{ QueueUrl: string }>('sqs', 'create-queue', '--queue-name', 'cli-queue');
  const queue = ['--queue-url', made.QueueUrl];
  await aws('sqs', 'send-message', ...queue, '--message-body', 'hello');
  const { Messages } = await awsJson<{ Messages: { Body: string; ReceiptHandle: string }[] }>(
    ...['sqs', 'receive-message', ...queue, '--wait-time-seconds', '1'],
  );
  expect(Messages).toMatchObject([{ Body: 'hello' }]);
  await aws('sqs', 'delete-message', ...queue, '--receipt-handle', Messages[0]?.ReceiptHandle ?? '');
});

withCli('DynamoDB through the aws CLI: put, get, scan', async () => {
  const table = ['--table-name', 'widgets'];
  const item = { id: { S: 'cli' }, colour: { S: 'red' } };
  await aws('dynamodb', 'put-item', ...table, '--item', JSON.stringify(item));
  const key = ['--key', JSON.stringify({ id: item.id })];
  expect(await awsJson('dynamodb', 'get-item', ...table, ...key)).toEqual({ Item: item });
  expect(await awsJson('dynamodb', 'scan', ...table)).toMatchObject({
    Items: expect.arrayContaining([item]) as unknown,
  });
});
