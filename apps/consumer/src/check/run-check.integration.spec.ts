import { PutBucketLifecycleConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startLocalCloud, type Interceptor, type LocalCloud } from '@widgets/local-cloud-server';
import { runConsumer } from '../run-consumer';
import { consumerProgram } from '../options';
import { configOf, programContext, useLocalCredentials } from '../testing/run-in-process';
import { checkProgram } from './options';
import { runCheck } from './run-check';

let cloud: LocalCloud;
/** The actions that the credentials may not do, as `s3:HeadObject`. */
let denied: Set<string>;

beforeAll(useLocalCredentials);
beforeEach(async () => {
  denied = new Set();
  cloud = await startLocalCloud({
    buckets: ['requests', 'widgets'],
    queues: [
      { name: 'work', deadLetters: { queue: 'dead', maxReceiveCount: 10 } },
      { name: 'dead', attributes: { MessageRetentionPeriod: '1209600' } },
      { name: 'alone' },
      { name: 'hasty', deadLetters: { queue: 'short', maxReceiveCount: 2 } },
      { name: 'short' },
      { name: 'work.fifo' },
    ],
    tables: [
      { name: 'widgets', partitionKey: { name: 'id', type: 'S' } },
      {
        name: 'sorted',
        partitionKey: { name: 'id', type: 'S' },
        sortKey: { name: 'at', type: 'N' },
      },
    ],
    intercept: deny,
  });
});
afterEach(() => cloud.close());

const deny: Interceptor = ({ service, action }, act) => {
  if (!denied.has(`${service}:${action}`)) return act();
  const body =
    service === 's3'
      ? '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'
      : JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', message: 'no' });
  const headers = { 'content-type': service === 's3' ? 'application/xml' : 'application/x-amz-json-1.0' };
  return Promise.resolve({ status: 403, headers, body: action.startsWith('Head') ? '' : body });
};

async function check(...argv: string[]) {
  const { context, printed, lines } = programContext();
  const config = configOf(checkProgram('0'), [`--endpoint-url=${cloud.url}`, ...argv]);
  const code = await runCheck(config, context);
  /** The lines with this word in front. */
  const found = (severity: string) => printed.filter((line) => line.startsWith(severity));
  return { code, printed, found, lines };
}

const GOOD = ['-rq=work', '-rb=requests', '-dwt=widgets'];

test('a consumer that can work is told so in lines, with what only a change could tell, and nothing is changed', async () => {
  const { code, found, printed } = await check(...GOOD);
  expect(found('fail')).toEqual([]);
  expect(found('warn')).toEqual([]);
  expect(code).toBe(0);
  expect(found('not probed').map((line) => line.replace(/ +/g, ' '))).toEqual([
    'not probed queue work: sqs:ReceiveMessage, sqs:DeleteMessage, sqs:ChangeMessageVisibility',
    'not probed request bucket requests: s3:GetObject, s3:DeleteObject',
    'not probed table widgets: dynamodb:PutItem, dynamodb:UpdateItem, dynamodb:DeleteItem',
  ]);
  expect(printed.at(-1)).toMatch(/^consumer check: \d+ ok, 3 not probed, on http/);
  const made = Object.values(cloud.calls()).flatMap((actions) => Object.keys(actions));
  expect(made.filter((action) => !/^(Get|Head|Describe|List)/.test(action))).toEqual([]);
});

test.each([
  [
    'a queue without dead letters',
    ['-rq=alone', '-wb=widgets'],
    /queue alone: there is no dead-letter queue/,
  ],
  ['a lease shorter than the poll', [...GOOD, '-qvt=5'], /lease: -qvt 5 is shorter than -qwt 10/],
  [
    'a receive count too low',
    ['-rq=hasty', '-wb=widgets'],
    /queue hasty: maxReceiveCount 2 is too low for 3/,
  ],
  [
    'dead letters that go early',
    ['-rq=hasty', '-wb=widgets'],
    /dead-letter queue short: keeps .* 4 days, no/,
  ],
] as const)('%s is a warning with its fix, and no reason to fail', async (_what, argv, line) => {
  const { code, printed, found } = await check(...argv);
  expect(code).toBe(0);
  const at = printed.findIndex((each) => line.test(each));
  expect(found('warn')).toContain(printed[at]);
  expect(printed[at + 1]).toMatch(/^ +fix: /);
});

test('a lifecycle rule that deletes requests before their messages is a warning', async () => {
  const s3 = new S3Client({
    endpoint: cloud.url,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  const rule = (days: number) =>
    s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: 'requests',
        LifecycleConfiguration: {
          Rules: [{ ID: 'tidy', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: days } }],
        },
      }),
    );
  await rule(18);
  expect((await check(...GOOD)).found('warn')).toEqual([expect.stringMatching(/rule tidy .* 18 days/)]);
  await rule(19);
  expect((await check(...GOOD)).found('warn')).toEqual([]);
  s3.destroy();
});

test.each([
  ['ListBucket', ['s3:HeadBucket', 's3:HeadObject'], 's3:ListBucket'],
  ['GetObject', ['s3:HeadObject'], 's3:GetObject'],
  ['GetQueueAttributes', ['sqs:GetQueueAttributes'], 'sqs:GetQueueAttributes'],
  ['GetQueueUrl', ['sqs:GetQueueUrl'], 'sqs:GetQueueUrl'],
  ['DescribeTable', ['dynamodb:DescribeTable'], 'dynamodb:DescribeTable'],
  ['GetItem', ['dynamodb:GetItem'], 'dynamodb:GetItem'],
])('without %s it fails and names the permission', async (_what, actions, permission) => {
  denied = new Set(actions);
  const { code, found } = await check(...GOOD);
  expect(code).toBe(1);
  expect(found('fail').length).toBeGreaterThan(0);
  for (const line of found('fail')) expect(line).toContain(permission);
});

test('lifecycle rules that may not be read are not probed, which is no failure', async () => {
  denied = new Set(['s3:GetBucketLifecycleConfiguration']);
  const { code, found } = await check(...GOOD);
  expect(code).toBe(0);
  expect(found('not probed').join('\n')).toMatch(/its lifecycle rules: .*s3:GetLifecycleConfiguration/);
});

test.each([
  ['a table that cannot hold widgets', ['-rq=work', '-dwt=sorted'], /table sorted: .*key is made of id, at/],
  ['the queue as its own dead letters', [...GOOD, '--dead-letter-queue=work'], /the request queue itself/],
  [
    'standard dead letters of a FIFO queue',
    ['-rq=work.fifo', '-wb=widgets', '--dead-letter-queue=dead'],
    /need a FIFO queue/,
  ],
])('%s: it fails', async (_what, argv, line) => {
  const { code, found } = await check(...argv);
  expect(code).toBe(1);
  expect(found('fail')).toEqual([expect.stringMatching(line)]);
});

test('a bucket in another region than the calls is a warning', async () => {
  const { found } = await check(...GOOD, '--region=eu-west-1');
  expect(found('warn')).toEqual([
    expect.stringMatching(/request bucket requests: lives in us-east-1, .* eu-west-1/),
  ]);
});

test('what a local cloud has not yet is made by the consumer, not by the check', async () => {
  const { code, found } = await check('-rq=new', '-rb=new-requests', '-dwt=new');
  expect(code).toBe(0);
  expect(found('ok').filter((line) => line.includes('is not there yet'))).toHaveLength(3);
  expect(Object.keys(cloud.queues())).not.toContain('new');
});

test('the policy is printed without a call, with a word on dead letters when no queue is named for them', async () => {
  const { code, printed, lines } = await check(...GOOD, '--iam');
  expect(code).toBe(0);
  const policy = JSON.parse(printed.join('\n')) as { Version: string; Statement: { Sid: string }[] };
  expect(policy.Version).toBe('2012-10-17');
  expect(policy.Statement.map(({ Sid }) => Sid)).toEqual([
    'ReceiveRequests',
    'TakeRequests',
    'FindRequests',
    'ChangeWidgets',
  ]);
  expect(lines).toEqual([expect.objectContaining({ level: 'warn' })]);
  expect(cloud.calls()).toEqual({});
});

test('the consumer warns of the same at its start, and of nothing where all is right', async () => {
  const warningsOf = async (...argv: string[]) => {
    const { context, lines, stopping } = programContext();
    stopping.abort();
    await runConsumer(configOf(consumerProgram('0'), [`--endpoint-url=${cloud.url}`, ...argv]), context);
    return lines.filter(({ level }) => level === 'warn').map(({ message }) => message);
  };
  expect(await warningsOf(...GOOD)).toEqual([]);
  expect(await warningsOf('-rq=alone', '-rb=requests', '-wb=widgets', '-qvt=5')).toEqual([
    expect.stringMatching(/^lease: -qvt 5 is shorter/),
    expect.stringMatching(/^queue alone: there is no dead-letter queue/),
  ]);
  denied = new Set(['s3:GetBucketLifecycleConfiguration']);
  expect(await warningsOf(...GOOD)).toEqual([]);
});
