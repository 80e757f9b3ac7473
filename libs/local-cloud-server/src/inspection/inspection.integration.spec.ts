import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type LocalCloud, startLocalCloud } from '../local-cloud';
import { type ManualClock, manualClock } from '../manual-clock';
import { type SdkClients, sdkClients } from '../testing/sdk-clients';
import type { CallReport } from './call-report';

let clock: ManualClock;
let cloud: LocalCloud;
let clients: SdkClients;
let reports: CallReport[];

beforeEach(async () => {
  clock = manualClock();
  reports = [];
  cloud = await startLocalCloud({
    clock,
    buckets: ['bucket'],
    queues: [{ name: 'queue' }, { name: 'ordered.fifo' }],
    tables: [{ name: 'table', partitionKey: { name: 'id', type: 'S' } }],
    onCall: (report) => reports.push(report),
  });
  clients = sdkClients(cloud);
});
afterEach(async () => {
  clients.destroy();
  await cloud.close();
});

const inspect = async (method: string, page: string, body?: unknown) => {
  const answer = await fetch(`${cloud.url}/_local/${page}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
};
const put = (Key: string) => clients.s3.send(new PutObjectCommand({ Bucket: 'bucket', Key, Body: 'x' }));
const send = (queue = 'queue', more: object = {}) =>
  clients.sqs.send(
    new SendMessageCommand({ QueueUrl: `${cloud.url}/000000000000/${queue}`, MessageBody: 'x', ...more }),
  );

test('calls are counted by service and action, and from nothing again after a reset', async () => {
  await put('a');
  await put('b');
  await send();
  await clients.s3.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'missing' })).catch(() => undefined);
  await clients.dynamo.send(new ListTablesCommand({}));
  const counts = { s3: { PutObject: 2, GetObject: 1 }, sqs: { SendMessage: 1 }, dynamodb: { ListTables: 1 } };
  expect(await inspect('GET', 'calls')).toEqual({ status: 200, body: counts });
  expect(cloud.calls()).toEqual(counts);
  expect(await inspect('POST', 'calls/reset')).toEqual({ status: 200, body: {} });
  expect(cloud.calls()).toEqual({});
});

test('names of actions that do not exist are counted as one', async () => {
  for (const target of [
    'AmazonSQS.Nonsense',
    'DynamoDB_20120810.__proto__',
    'DynamoDB_20120810.constructor',
  ]) {
    await fetch(cloud.url, { method: 'POST', headers: { 'x-amz-target': target }, body: '{}' });
  }
  await fetch(`${cloud.url}/bucket?uploads`, { method: 'POST' });
  expect(cloud.calls()).toEqual({ sqs: { Unknown: 1 }, dynamodb: { Unknown: 2 }, s3: { Unknown: 1 } });
});

test('queues are shown with what they hold', async () => {
  await send();
  await send('queue', { DelaySeconds: 5 });
  clock.advance(1500);
  expect(await inspect('GET', 'queues')).toEqual({
    status: 200,
    body: {
      queue: { depth: 1, inFlight: 0, delayed: 1, oldestAgeSeconds: 1.5 },
      'ordered.fifo': { depth: 0, inFlight: 0, delayed: 0, oldestAgeSeconds: null },
    },
  });
});

test('faults are shown, replaced as a whole, and refused with all that is wrong', async () => {
  const { seed } = cloud.faults();
  const changed = await inspect('PUT', 'faults', { errorRate: 0.5, only: ['s3:PutObject'] });
  expect(changed).toMatchObject({ status: 200, body: { seed, errorRate: 0.5, only: ['s3:PutObject'] } });
  expect(await inspect('PUT', 'faults', { latencyMs: [1, 2] })).toMatchObject({
    body: { errorRate: 0, only: [], latencyMs: [1, 2] },
  });
  const refused = await inspect('PUT', 'faults', { errorRate: 2, sped: 1 });
  expect(refused).toMatchObject({ status: 400, body: { code: 'InvalidFaults' } });
  expect(await inspect('PUT', 'faults', 'nonsense')).toMatchObject({ status: 400 });
  expect((await inspect('GET', 'faults')).body).toEqual(cloud.faults());
  expect(cloud.faults().latencyMs).toEqual([1, 2]);
});

test('a reset leaves what was made at start, empty, and nothing else', async () => {
  await put('a');
  await send();
  await clients.s3.send(new CreateBucketCommand({ Bucket: 'more' }));
  await clients.sqs.send(new CreateQueueCommand({ QueueName: 'more' }));
  expect(await inspect('POST', 'reset')).toMatchObject({ status: 200 });
  expect((await clients.s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toEqual([
    'bucket',
  ]);
  expect((await clients.sqs.send(new ListQueuesCommand({}))).QueueUrls).toHaveLength(2);
  expect((await clients.dynamo.send(new ListTablesCommand({}))).TableNames).toEqual(['table']);
  expect(cloud.queues()['queue']?.depth).toBe(0);
  await expect(clients.s3.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'a' }))).rejects.toMatchObject({
    name: 'NoSuchKey',
  });
});

test('a page takes its own methods only', async () => {
  expect(await inspect('POST', 'calls')).toMatchObject({ status: 405, body: { code: 'MethodNotAllowed' } });
  expect(await inspect('GET', 'reset')).toMatchObject({ status: 405 });
  expect(await inspect('GET', 'nothing')).toMatchObject({ status: 404 });
});

test('every call is reported with what became of it', async () => {
  await put('a b');
  cloud.setFaults({ lostAnswerRate: 1 });
  await put('c').catch(() => undefined);
  expect(reports).toEqual([
    { service: 's3', action: 'PutObject', path: '/bucket/a%20b', outcome: 200, tookMs: 0 },
    {
      service: 's3',
      action: 'PutObject',
      path: '/bucket/c',
      outcome: 'reset',
      fault: 'lost-answer',
      tookMs: 0,
    },
  ]);
});

test('that a message was received can be awaited; a queue that does not exist cannot', async () => {
  const { MessageId = '' } = await send();
  const polled = cloud.whenReceived('queue', MessageId);
  const { sqs } = clients;
  const QueueUrl = `${cloud.url}/000000000000/queue`;
  const emptied = cloud.whenEmpty('queue');
  const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  await polled;
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages?.[0]?.ReceiptHandle }));
  await emptied;
  await expect(cloud.whenEmpty('missing')).rejects.toThrow(/does not exist/);
});

test('idleness is told once no call has been under way for so long', async () => {
  const seen: string[] = [];
  const idle = cloud.whenIdle(1000).then(() => seen.push('idle'));
  clock.advance(900);
  await put('a');
  clock.advance(999);
  await new Promise((resolve) => setImmediate(resolve));
  expect(seen).toEqual([]);
  clock.advance(1);
  await idle;
});
