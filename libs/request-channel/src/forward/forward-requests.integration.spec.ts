import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { manualClock, startLocalCloud, type LocalCloud, type ManualClock } from '@widgets/local-cloud-server';
import { createPublisher } from '../publish/publisher';
import { cloudClients, failEntries, queueUrl, takeAll, watchCalls } from '../testing/cloud-clients';
import { forwardRequests, type Forwarded, type ForwardOptions } from './forward-requests';

const NEVER = new AbortController().signal;
const keyOf = (at: number): string => `17356896${String(at).padStart(5, '0')}`;
const create = (widgetId: string): string =>
  JSON.stringify({ type: 'create', requestId: `r-${widgetId}`, widgetId, owner: 'Mary Matthews' });

let clock: ManualClock;
let cloud: LocalCloud;
let clients: ReturnType<typeof cloudClients>;
let queue: string;
let calls: string[];

beforeEach(async () => {
  clock = manualClock();
  cloud = await startLocalCloud({ buckets: ['requests'], queues: [{ name: 'work' }], clock });
  clients = cloudClients(cloud.url);
  queue = await queueUrl(clients.sqs, 'work');
  calls = [];
  for (const client of [clients.s3, clients.sqs]) {
    watchCalls(client as typeof clients.s3, { before: ({ name }) => void calls.push(name) });
  }
});
afterEach(async () => {
  clients.destroy();
  await cloud.close();
});

const put = (Key: string, Body = create(Key)) =>
  clients.s3.send(new PutObjectCommand({ Bucket: 'requests', Key, Body: Buffer.from(Body) }));
async function keys(): Promise<(string | undefined)[]> {
  const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket: 'requests' }));
  return Contents.map(({ Key }) => Key);
}
const messages = () => takeAll(clients.sqs, queue);

/** Moves what is there, unless told otherwise, and tells the counts. */
async function forward(options: Partial<ForwardOptions> = {}, signal = NEVER): Promise<Forwarded> {
  const { s3, sqs } = clients;
  const sleep = (milliseconds: number) => {
    clock.advance(milliseconds);
    return Promise.resolve();
  };
  const log = (): void => undefined;
  const forwarded = { sent: 0, rejected: 0 };
  const work: ForwardOptions = {
    ...{ s3, requestBuckets: ['requests'], skippedPrefixes: ['widgets/'], forwarded, sleep },
    publisher: createPublisher({ s3, sqs, destination: { kind: 'inline', queueUrl: queue }, sleep }),
    ...{ concurrency: 20, maxRequests: 0, stopWhenEmpty: true },
    log: { debug: log, info: log, warn: log, error: log },
    monotonic: () => clock.now(),
    random: () => 0,
    ...options,
  };
  await forwardRequests(work, signal);
  return forwarded;
}

test('every object becomes a message with its stamp, in the order of the keys, and is deleted', async () => {
  const all = Array.from({ length: 25 }, (_, at) => keyOf(at));
  for (const key of [...all].reverse()) await put(key, ` ${create(key)}\n`);
  expect(await forward()).toEqual({ sent: 25, rejected: 0 });
  const received = await messages();
  expect(received.map(({ Body }) => Body)).toEqual(all.map((key) => ` ${create(key)}\n`));
  expect(
    received.map(({ MessageAttributes }) => MessageAttributes?.['WidgetOrderStamp']?.StringValue),
  ).toEqual(all);
  expect(await keys()).toEqual([]);
});

test('an object is deleted after its message is confirmed', async () => {
  await put(keyOf(1));
  calls = [];
  await forward();
  expect(calls.filter((name) => !name.startsWith('List'))).toEqual([
    ...['GetObject', 'SendMessageBatch', 'DeleteObjects'],
  ]);
});

test('an object sent twice, as after a crash, has the same stamp both times', async () => {
  await put('plain.json');
  clock.advance(5_000);
  watchCalls(clients.s3, {
    before: ({ name }) => {
      if (name === 'DeleteObjects') throw new Error('crash');
    },
  });
  await expect(forward()).rejects.toThrow('crash');
  clock.advance(5_000);
  await expect(forward()).rejects.toThrow('crash');
  const stamps = (await messages()).map(({ MessageAttributes }) => MessageAttributes?.['WidgetOrderStamp']);
  expect(stamps).toHaveLength(2);
  expect(stamps[0]?.StringValue).toMatch(/^\d{13}~0~plain\.json$/);
  expect(stamps[1]).toEqual(stamps[0]);
});

test('requests of one widget are never on the way together', async () => {
  for (const at of [1, 2, 3]) await put(keyOf(at), create('w'));
  await forward();
  expect(calls.filter((name) => name === 'SendMessageBatch')).toHaveLength(3);
  expect(await messages()).toHaveLength(3);
});

describe('what is no valid request', () => {
  test('is sent as it is when a queue takes it: its consumer has the say', async () => {
    await put(keyOf(1), '{"type":"bad"}');
    expect(await forward()).toEqual({ sent: 1, rejected: 0 });
    expect(await messages()).toMatchObject([{ Body: '{"type":"bad"}' }]);
  });

  test.each([
    ['that is empty', Buffer.alloc(0), 'a message cannot be empty'],
    ['that is no text', Buffer.from([0xff]), 'a request that is not UTF-8 cannot be a message'],
    ['of more than 1 MiB', Buffer.alloc(1024 * 1024 + 1, 'x'), 'the request object is larger than 1 MiB'],
    ['that fills a message up', Buffer.alloc(1024 * 1024, 'x'), 'a message cannot exceed 1048576 bytes'],
    ['with a character that SQS does not take', Buffer.from('\u0000'), /InvalidMessageContents|invalid/i],
  ])('and %s is moved under rejected/, and the others go on', async (_what, Body, reason) => {
    await clients.s3.send(new PutObjectCommand({ Bucket: 'requests', Key: keyOf(1), Body }));
    await put(keyOf(2));
    expect(await forward()).toEqual({ sent: 1, rejected: 1 });
    expect(await keys()).toEqual([`rejected/${keyOf(1)}`]);
    const head = await clients.s3.send(
      new HeadObjectCommand({ Bucket: 'requests', Key: `rejected/${keyOf(1)}` }),
    );
    expect(head.Metadata?.['widget-refused-reason']).toMatch(reason);
  });
});

describe('a run', () => {
  test('leaves widgets and rejected objects alone', async () => {
    for (const key of ['rejected/1', 'widgets/sue-smith/w']) await put(key);
    expect(await forward()).toEqual({ sent: 0, rejected: 0 });
    expect(await keys()).toEqual(['rejected/1', 'widgets/sue-smith/w']);
  });

  test('ends after the number that it was given', async () => {
    for (let at = 0; at < 30; at += 1) await put(keyOf(at));
    expect(await forward({ maxRequests: 25, stopWhenEmpty: false })).toEqual({ sent: 25, rejected: 0 });
    expect(await keys()).toHaveLength(5);
  });

  test('that is stopped finishes what it has in hand', async () => {
    for (let at = 0; at < 30; at += 1) await put(keyOf(at));
    const stop = new AbortController();
    watchCalls(clients.sqs, { before: () => stop.abort() });
    expect(await forward({}, stop.signal)).toEqual({ sent: 20, rejected: 0 });
    expect(await keys()).toHaveLength(10);
    expect(await messages()).toHaveLength(20);
  });

  test('fails when the queue is gone, with every object still there', async () => {
    await put(keyOf(1));
    const { s3, sqs } = clients;
    const destination = { kind: 'inline', queueUrl: `${queue}-gone` } as const;
    const publisher = createPublisher({ s3, sqs, destination, sleep: () => Promise.resolve() });
    await expect(forward({ publisher })).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
    expect(await keys()).toEqual([keyOf(1)]);
  });

  test('fails when SQS keeps failing, with that object still there', async () => {
    for (const at of [1, 2]) await put(keyOf(at));
    failEntries(clients.sqs, ({ MessageBody = '' }) =>
      MessageBody.includes(keyOf(1)) ? { SenderFault: false } : undefined,
    );
    await expect(forward()).rejects.toThrow('SQS keeps failing');
    expect(await keys()).toEqual([keyOf(1)]);
  });
});
