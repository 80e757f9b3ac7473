import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { manualClock, startLocalCloud, type LocalCloud, type ManualClock } from '@widgets/local-cloud-server';
import { createPace } from '../pace';
import { queueDepth } from '../sqs/queue-depth';
import { cloudClients, queueUrl, takeAll, watchCalls } from '../testing/cloud-clients';
import { newSweep, sweepBuckets, type SweepOptions } from './sweep-buckets';

const NEVER = new AbortController().signal;
const keyOf = (at: number): string => `17000000${String(at).padStart(5, '0')}`;
const request = (widgetId: string, type = 'update'): string =>
  JSON.stringify({ type, requestId: 'r', widgetId, owner: 'Mary Matthews' });

let clock: ManualClock;
let cloud: LocalCloud;
let clients: ReturnType<typeof cloudClients>;
let work: string;

beforeEach(async () => {
  clock = manualClock();
  cloud = await startLocalCloud({ clock, buckets: ['first', 'second'], queues: [{ name: 'work' }] });
  clients = cloudClients(cloud.url);
  work = await queueUrl(clients.sqs, 'work');
});
afterEach(async () => {
  clients.destroy();
  await cloud.close();
});

const put = (Key: string, Bucket = 'first', Body = request(Key)) =>
  clients.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
async function putMany(count: number, Bucket = 'first'): Promise<void> {
  for (let at = 0; at < count; at += 1) await put(keyOf(at), Bucket);
}

function options(more: Partial<SweepOptions> = {}): SweepOptions {
  const log = (): void => undefined;
  const sleep = (milliseconds: number) => Promise.resolve(clock.advance(Math.max(0, milliseconds)));
  return {
    ...{ s3: clients.s3, sqs: clients.sqs, queueUrl: work, requestBuckets: ['first', 'second'] },
    ...{ skippedPrefixes: ['widgets/'], format: 'extended', storedBefore: clock.now(), after: undefined },
    ...{ isDry: false, swept: newSweep(), sleep },
    pace: createPace(1000, { monotonic: () => clock.now(), sleep }),
    log: { debug: log, info: log, warn: log, error: log },
    ...more,
  };
}

async function sweep(more: Partial<SweepOptions> = {}, signal = NEVER) {
  const all = options(more);
  await sweepBuckets(all, signal);
  return all.swept;
}

const posted = async (): Promise<(string | undefined)[]> =>
  (await takeAll(clients.sqs, work)).map(({ Body }) => Body);
const keysIn = async (Bucket: string): Promise<(string | undefined)[]> =>
  ((await clients.s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key }) => Key);

test('every object that is old enough gets a pointer; rejected ones and widgets do not; none is deleted', async () => {
  await put('1700000000001');
  await put('rejected/1700000000002');
  await put('widgets/mary-matthews/w');
  await put('1700000000003', 'second');
  clock.advance(10_000);
  await put('1700000000009');
  expect(await sweep({ storedBefore: clock.now() - 5000, format: 'json' })).toMatchObject({
    ...{ found: 2, posted: 2, passedOver: 0 },
    first: ['first/1700000000001', 'second/1700000000003'],
    upTo: 'second/1700000000003',
  });
  expect(await posted()).toEqual([
    '{"bucket":"first","key":"1700000000001"}',
    '{"bucket":"second","key":"1700000000003"}',
  ]);
  expect(await keysIn('first')).toHaveLength(4);
});

test('a message is as the producer makes it', async () => {
  const body = request('w');
  await put('1700000000001', 'first', body);
  await sweep();
  const [message] = await takeAll(clients.sqs, work);
  expect(message?.Body).toBe(
    '["software.amazon.payloadoffloading.PayloadS3Pointer",{"s3BucketName":"first","s3Key":"1700000000001"}]',
  );
  expect(message?.MessageAttributes).toEqual({
    ExtendedPayloadSize: expect.objectContaining({ StringValue: String(body.length) }),
  });
});

test('a key that gives no stamp goes with one, of the time when it was stored and the type that its object tells', async () => {
  await put('plain.json', 'first', request('w', 'delete'));
  await sweep();
  const [message] = await takeAll(clients.sqs, work);
  const stamp = message?.MessageAttributes?.['WidgetOrderStamp']?.StringValue;
  expect(stamp).toMatch(/^\d{13}~2~plain\.json$/);
});

test('a sweep that is dry counts and posts nothing', async () => {
  await putMany(15);
  expect(await sweep({ isDry: true })).toMatchObject({ found: 15, posted: 0, first: { length: 10 } });
  expect(await queueDepth(clients.sqs, work)).toBe(0);
});

test('a sweep that is interrupted, or fails, is taken up where it ended', async () => {
  await putMany(25);
  await putMany(5, 'second');
  const stop = new AbortController();
  let sends = 0;
  watchCalls(clients.sqs, {
    before({ name }) {
      if (name !== 'SendMessageBatch') return;
      sends += 1;
      if (sends === 1) stop.abort();
      if (sends === 3) throw new Error('planted');
    },
  });
  const interrupted = await sweep({}, stop.signal);
  expect(interrupted).toMatchObject({ found: 10, posted: 10, upTo: `first/${keyOf(9)}` });
  const swept = newSweep();
  await expect(sweep({ after: interrupted.upTo, swept })).rejects.toThrow('planted');
  expect(swept).toMatchObject({ posted: 10, upTo: `first/${keyOf(19)}` });
  expect(await sweep({ after: swept.upTo })).toMatchObject({ posted: 10 });
  expect(new Set(await posted()).size).toBe(30);
});

test('a bucket to go on in has to be named', async () => {
  await expect(sweep({ after: 'third/1' })).rejects.toThrow('--after third/1');
});

test('an object that no message can point to is passed over', async () => {
  await put('with space');
  await put('1700000000001');
  expect(await sweep({ format: 'key' })).toMatchObject({ found: 2, posted: 1, passedOver: 1 });
  expect(await posted()).toEqual(['1700000000001']);
});

test('a FIFO queue gets them by widget, in the order of the keys, once in five minutes', async () => {
  const Attributes = { FifoQueue: 'true' };
  const { QueueUrl = '' } = await clients.sqs.send(
    new CreateQueueCommand({ QueueName: 'work.fifo', Attributes }),
  );
  for (let at = 0; at < 8; at += 1) await put(keyOf(at), 'first', request(`w${at % 2}`));
  await put(keyOf(8), 'first', 'no request');
  expect(await sweep({ queueUrl: QueueUrl, format: 'key' })).toMatchObject({ posted: 9 });
  await sweep({ queueUrl: QueueUrl, format: 'key' });
  const messages = await takeAll(clients.sqs, QueueUrl);
  const group = (id: string) =>
    messages.flatMap(({ Body, Attributes: { MessageGroupId } = {} }) => (MessageGroupId === id ? Body : []));
  expect(group('w0')).toEqual([0, 2, 4, 6].map(keyOf));
  expect(group('w1')).toEqual([1, 3, 5, 7].map(keyOf));
  expect(group(keyOf(8))).toEqual([keyOf(8)]);
  expect(messages).toHaveLength(9);
});

test('a sweep holds to its rate', async () => {
  await putMany(30);
  const began = clock.now();
  const sleep = (milliseconds: number) => Promise.resolve(clock.advance(Math.max(0, milliseconds)));
  await sweep({ pace: createPace(10, { monotonic: () => clock.now(), sleep }) });
  expect(clock.now() - began).toBe(2000);
});
