import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { manualClock, startLocalCloud, type LocalCloud, type ManualClock } from '@widgets/local-cloud-server';
import { cloudClients, queueUrl, takeAll, watchCalls } from '../testing/cloud-clients';
import { sourceUnderTest, type SourceUnderTest } from '../testing/source-under-test';

const CREATE = '{"type":"create","requestId":"r1","widgetId":"w1","owner":"Mary Matthews"}';
const KEY = '1735689600000-000001-0badcafe';

let clock: ManualClock;
let cloud: LocalCloud;
let clients: ReturnType<typeof cloudClients>;
let queue: string;
let work: SourceUnderTest;

beforeEach(async () => {
  clock = manualClock();
  cloud = await startLocalCloud({
    buckets: ['requests', 'others'],
    queues: [{ name: 'work' }, { name: 'dead' }],
    clock,
  });
  clients = cloudClients(cloud.url);
  queue = await queueUrl(clients.sqs, 'work');
  work = await sourceUnderTest(clients, clock);
});
afterEach(async () => {
  await work.close();
  clients.destroy();
  await cloud.close();
});

const put = (Key: string, Body = CREATE, Bucket = 'requests') =>
  clients.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const send = (body: unknown) =>
  clients.sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: JSON.stringify(body) }));
async function keysIn(Bucket: string): Promise<unknown[]> {
  const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key);
}

const record = (eventName: string, key: string, bucket = 'requests') => ({
  ...{ eventVersion: '2.1', eventSource: 'aws:s3', eventName },
  s3: { bucket: { name: bucket }, object: { key: encodeURIComponent(key).replaceAll('%20', '+') } },
});
const created = (key: string, bucket?: string) => record('ObjectCreated:Put', key, bucket);
const requestAt = (key: string) =>
  expect.objectContaining({
    kind: 'request',
    origin: expect.objectContaining({ object: { bucket: 'requests', key } }),
  });

describe('a message with several records', () => {
  test('is several requests, and is acknowledged once, before their objects', async () => {
    const keys = [`${KEY}-1`, `${KEY}-2 +é`];
    for (const key of keys) await put(key);
    await send({ Records: keys.map((key) => created(key)) });
    const delivery = await work.receiveOne();
    expect(await delivery.read()).toEqual(keys.map(requestAt));

    const calls: string[] = [];
    for (const client of [clients.s3, clients.sqs]) {
      watchCalls(client as typeof clients.s3, { before: ({ name }) => void calls.push(name) });
    }
    await delivery.acknowledge();
    expect(calls).toEqual(['DeleteMessageBatch', 'DeleteObjects']);
    expect(await keysIn('requests')).toEqual([]);
    clock.advance(3_600_000);
    expect(await takeAll(clients.sqs, queue)).toEqual([]);
  });

  test('is refused as a whole when one of them leads into a bucket that was not named; its objects stay', async () => {
    await put(KEY);
    await put(KEY, CREATE, 'others');
    await send({ Records: [created(KEY), created(KEY, 'others')] });
    const delivery = await work.receiveOne();
    expect(await delivery.read()).toEqual([
      requestAt(KEY),
      { kind: 'invalid', reason: expect.stringContaining('bucket others') },
    ]);
    await delivery.refuse('because');
    expect(await takeAll(clients.sqs, await queueUrl(clients.sqs, 'dead'))).toHaveLength(1);
    expect([await keysIn('requests'), await keysIn('others')]).toEqual([[KEY], [KEY]]);
  });

  test('brings what was created and leaves out the rest', async () => {
    await put(KEY);
    await send({ Records: [record('ObjectRemoved:Delete', 'gone'), created(KEY)] });
    expect(await (await work.receiveOne()).read()).toEqual([requestAt(KEY)]);
  });
});

test.each([
  ["S3's test", { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'requests' }],
  ['a deletion', { Records: [record('ObjectRemoved:Delete', KEY)] }],
])('%s has no items, is told in the log, and touches no object', async (_what, body) => {
  await put(KEY);
  await send(body);
  const delivery = await work.receiveOne();
  expect(await delivery.read()).toEqual([]);
  await delivery.acknowledge();
  expect(work.lines).toEqual([expect.objectContaining({ level: 'debug', message: 'nothing to do' })]);
  expect(await keysIn('requests')).toEqual([KEY]);
  expect(await work.isDrained()).toBe(true);
});

test('an event by way of SNS or EventBridge is a request as well', async () => {
  await put('a+b');
  const bridged = {
    ...{ 'detail-type': 'Object Created', source: 'aws.s3' },
    detail: { bucket: { name: 'requests' }, object: { key: 'a+b' } },
  };
  await send({ Type: 'Notification', Message: JSON.stringify(bridged) });
  expect(await (await work.receiveOne()).read()).toEqual([requestAt('a+b')]);
});
