import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type LocalCloud, startLocalCloud } from '../local-cloud';
import { type ManualClock, manualClock } from '../manual-clock';
import { type SdkClients, sdkClients } from '../testing/sdk-clients';

let clock: ManualClock;
let cloud: LocalCloud;
let clients: SdkClients;
let QueueUrl: string;

beforeAll(async () => {
  clock = manualClock();
  cloud = await startLocalCloud({
    clock,
    buckets: ['bucket'],
    queues: [{ name: 'queue' }],
    tables: [{ name: 'table', partitionKey: { name: 'id', type: 'S' } }],
    faults: { seed: 11 },
  });
  clients = sdkClients(cloud);
  QueueUrl = `${cloud.url}/000000000000/queue`;
});
beforeEach(async () => {
  cloud.setFaults({});
  await cloud.reset();
});
afterAll(async () => {
  clients.destroy();
  await cloud.close();
});

const put = (Key: string) =>
  clients.s3.send(new PutObjectCommand({ Bucket: 'bucket', Key, Body: 'x', IfNoneMatch: '*' }));
const send = () => clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
const item = (id: string) => ({ id: { S: id } });
const putItem = (id: string) =>
  clients.dynamo.send(new PutItemCommand({ TableName: 'table', Item: item(id) }));
/** What a call ended in: an error by the name that a program sees. */
const ending = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: Error) => (/ECONNRESET|socket hang up/.test(error.message) ? 'reset' : error.name),
  );
const endings = async (calls: () => Promise<unknown>, count: number): Promise<Set<string>> => {
  const seen = new Set<string>();
  for (let n = 0; n < count; n += 1) seen.add(await ending(calls()));
  return seen;
};
const keys = async () =>
  (await clients.s3.send(new ListObjectsV2Command({ Bucket: 'bucket' }))).Contents?.map(({ Key }) => Key) ??
  [];

test('errors come in the form of each service, instead of the action', async () => {
  cloud.setFaults({ errorRate: 1 });
  expect(await endings(() => put('a'), 20)).toEqual(
    new Set(['SlowDown', 'InternalError', 'ConditionalRequestConflict']),
  );
  const read = () => clients.s3.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'a' }));
  expect(await endings(read, 12)).toEqual(new Set(['SlowDown', 'InternalError']));
  expect(await endings(send, 12)).toEqual(new Set(['RequestThrottled', 'InternalFailure']));
  expect(await endings(() => putItem('a'), 20)).toEqual(
    new Set(['ThrottlingException', 'ProvisionedThroughputExceededException', 'InternalServerError']),
  );
  cloud.setFaults({});
  expect(await keys()).toEqual([]);
  expect(cloud.queues()['queue']?.depth).toBe(0);
  expect((await clients.dynamo.send(new ScanCommand({ TableName: 'table' }))).Count).toBe(0);
});

test('the SDK retries what passes', async () => {
  cloud.setFaults({ errorRate: 0.3 });
  const patient = sdkClients(cloud, 'us-east-1', 10);
  for (let n = 0; n < 10; n += 1) {
    await patient.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
  }
  patient.destroy();
  expect(cloud.queues()['queue']?.depth).toBe(10);
  expect(cloud.calls().sqs?.['SendMessage']).toBeGreaterThan(10);
});

test('a failing HEAD has a status and no body', async () => {
  cloud.setFaults({ errorRate: 1 });
  await expect(clients.s3.send(new HeadObjectCommand({ Bucket: 'bucket', Key: 'a' }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: expect.any(Number) },
  });
});

test('a connection is reset before the action', async () => {
  cloud.setFaults({ resetRate: 1, only: ['s3:PutObject'] });
  expect(await ending(put('a'))).toBe('reset');
  expect(await keys()).toEqual([]);
});

test('an answer is lost after the action', async () => {
  cloud.setFaults({ lostAnswerRate: 1, only: ['s3:PutObject', 'sqs:SendMessage', 'dynamodb:PutItem'] });
  expect(await ending(put('a'))).toBe('reset');
  expect(await ending(send())).toBe('reset');
  expect(await ending(putItem('a'))).toBe('reset');
  expect(await keys()).toEqual(['a']);
  expect(cloud.queues()['queue']?.depth).toBe(1);
  const read = await clients.dynamo.send(new GetItemCommand({ TableName: 'table', Key: item('a') }));
  expect(read.Item).toEqual(item('a'));
  cloud.setFaults({});
  expect(await ending(put('a'))).toBe('PreconditionFailed');
});

test('the same seed and the same calls end the same', async () => {
  const run = async (): Promise<string[]> => {
    await cloud.reset();
    const seen: string[] = [];
    for (let n = 0; n < 30; n += 1) seen.push(await ending(put(`key-${n}`)), await ending(send()));
    return seen;
  };
  cloud.setFaults({ seed: 3, errorRate: 0.2, resetRate: 0.2, lostAnswerRate: 0.2 });
  const first = await run();
  expect(new Set(first).size).toBeGreaterThan(2);
  expect(await run()).toEqual(first);
});

test('latency passes before the action', async () => {
  cloud.setFaults({ latencyMs: 50 });
  const written = ending(put('a'));
  // The call has arrived when it is counted; its action waits for the clock.
  while (!cloud.calls().s3?.['PutObject']) await new Promise((resolve) => setImmediate(resolve));
  cloud.setFaults({});
  expect(await keys()).toEqual([]);
  clock.advance(50);
  expect(await written).toBe('ok');
  expect(await keys()).toEqual(['a']);
});

test('entries of a batch send fail by themselves, and are not in the queue', async () => {
  cloud.setFaults({ partialRate: 0.5, only: ['sqs:SendMessageBatch'] });
  const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: `id${n}`, MessageBody: `body ${n}` }));
  const { Successful = [], Failed = [] } = await clients.sqs.send(
    new SendMessageBatchCommand({ QueueUrl, Entries }),
  );
  expect(Successful.length + Failed.length).toBe(10);
  expect(Failed[0]).toMatchObject({ SenderFault: false, Code: 'InternalError' });
  expect(cloud.queues()['queue']?.depth).toBe(Successful.length);
});

test('keys of DeleteObjects fail by themselves, and are still there', async () => {
  const Objects = ['a', 'b', 'c', 'd', 'e', 'f'].map((Key) => ({ Key }));
  for (const { Key } of Objects) await put(Key);
  cloud.setFaults({ partialRate: 0.5, only: ['s3:DeleteObjects'] });
  const { Deleted = [], Errors = [] } = await clients.s3.send(
    new DeleteObjectsCommand({ Bucket: 'bucket', Delete: { Objects } }),
  );
  expect(Deleted.length + Errors.length).toBe(6);
  expect(Errors[0]).toMatchObject({ Code: 'InternalError' });
  expect(await keys()).toEqual(Errors.map(({ Key }) => Key));
});

test('entries of DynamoDB batches come back unprocessed, and all of them are an exception', async () => {
  const writes = Array.from({ length: 20 }, (_, n) => ({ PutRequest: { Item: item(`id${n}`) } }));
  cloud.setFaults({ partialRate: 0.5, only: ['dynamodb:BatchWriteItem', 'dynamodb:BatchGetItem'] });
  const written = await clients.dynamo.send(new BatchWriteItemCommand({ RequestItems: { table: writes } }));
  const left = written.UnprocessedItems?.['table']?.length ?? 0;
  expect(left).toBeGreaterThan(0);
  expect((await clients.dynamo.send(new ScanCommand({ TableName: 'table' }))).Count).toBe(20 - left);

  const Keys = Array.from({ length: 20 }, (_, n) => item(`id${n}`));
  const read = await clients.dynamo.send(new BatchGetItemCommand({ RequestItems: { table: { Keys } } }));
  expect(read.UnprocessedKeys?.['table']?.Keys?.length).toBeGreaterThan(0);

  cloud.setFaults({ partialRate: 1 });
  await expect(
    clients.dynamo.send(new BatchWriteItemCommand({ RequestItems: { table: writes } })),
  ).rejects.toMatchObject({ name: 'ProvisionedThroughputExceededException' });
});

test('expired credentials are told in the words of each service', async () => {
  cloud.setFaults({ expireCredentialsAfterSeconds: 1 });
  expect(await ending(send())).toBe('ok');
  clock.advance(1000);
  expect(await ending(clients.s3.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'a' })))).toBe(
    'ExpiredToken',
  );
  expect(await ending(send())).toBe('ExpiredToken');
  expect(await ending(putItem('a'))).toBe('ExpiredTokenException');
});

test('a standard queue delivers some messages twice, and others out of order', async () => {
  cloud.setFaults({ duplicateRate: 1, reorderWindow: 5, seed: 4 });
  const ids: string[] = [];
  for (let n = 0; n < 8; n += 1) ids.push((await send()).MessageId ?? '');
  const receive = async () => {
    const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 900 });
    return (await clients.sqs.send(command)).Messages ?? [];
  };
  const first = (await receive()).map(({ MessageId }) => MessageId);
  expect(first).not.toEqual(ids);
  expect([...first].sort()).toEqual([...ids].sort());
  clock.advance(1000);
  const second = (await receive()).map(({ MessageId }) => MessageId ?? '');
  expect(second.length).toBeGreaterThan(0);
  expect(second.every((id) => ids.includes(id))).toBe(true);
});
