import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3ServiceException } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSServiceException, type MessageAttributeValue } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { manualClock, startLocalCloud, type LocalCloud, type ManualClock } from '@widgets/local-cloud-server';
import { CannotContinue } from '@widgets/widget-pipeline';
import {
  cloudClients,
  failCalls,
  failEntries,
  queueUrl,
  takeAll,
  watchCalls,
} from '../testing/cloud-clients';
import { sourceUnderTest, type SourceUnderTest } from '../testing/source-under-test';
import type { SqsSourceOptions } from './sqs-source';

const KEY = '1735689600000-000001-0badcafe';
const CREATE = '{"type":"create","requestId":"r1","widgetId":"w1","owner":"Mary Matthews","label":"L"}';

let clock: ManualClock;
let cloud: LocalCloud;
let clients: ReturnType<typeof cloudClients>;
let queue: string;
let deadLetters: string;
let sources: SourceUnderTest[];
/** The calls made through the clients, those of the test's own preparations left out. */
let calls: string[];

beforeEach(async () => {
  clock = manualClock();
  cloud = await startLocalCloud({
    buckets: ['requests', 'others'],
    queues: [{ name: 'work' }, { name: 'dead' }],
    clock,
  });
  clients = cloudClients(cloud.url);
  queue = await queueUrl(clients.sqs, 'work');
  deadLetters = await queueUrl(clients.sqs, 'dead');
  sources = [];
});
afterEach(async () => {
  await Promise.all(sources.map((source) => source.close()));
  clients.destroy();
  await cloud.close();
});

async function source(options: Partial<SqsSourceOptions> = {}): Promise<SourceUnderTest> {
  const made = await sourceUnderTest(clients, clock, options);
  sources.push(made);
  return made;
}

const put = (Key: string, Body: string | Uint8Array = CREATE, Bucket = 'requests') =>
  clients.s3.send(new PutObjectCommand({ Bucket, Key, Body }));
const send = (MessageBody: string, MessageAttributes: Record<string, MessageAttributeValue> = {}) =>
  clients.sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody, MessageAttributes }));
const pointerTo = (key: string, bucket = 'requests') => JSON.stringify({ bucket, key });

async function isStored(Key: string): Promise<boolean> {
  try {
    await clients.s3.send(new GetObjectCommand({ Bucket: 'requests', Key }));
    return true;
  } catch (error) {
    if (error instanceof NoSuchKey) return false;
    throw error;
  }
}

const outage = (): Error => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const internalError = (): Error =>
  new SQSServiceException({
    name: 'InternalError',
    message: 'InternalError',
    $fault: 'server',
    $metadata: {},
  });

function recordCalls(): void {
  calls = [];
  for (const client of [clients.s3, clients.sqs]) {
    watchCalls(client as typeof clients.s3, {
      before: ({ name }) => void calls.push(name),
      after: ({ name }) => void calls.push(`${name} answered`),
    });
  }
}

/** What a message with this body is read as. */
async function readOf(body: string, options: Partial<SqsSourceOptions> = {}) {
  await send(body);
  const delivery = await (await source(options)).receiveOne();
  return delivery.read();
}

describe('a message is read', () => {
  test.each([
    [
      'extended',
      `["software.amazon.payloadoffloading.PayloadS3Pointer",{"s3BucketName":"requests","s3Key":"${KEY}"}]`,
    ],
    [
      'extended, of the former class',
      `["com.amazon.sqs.javamessaging.MessageS3Pointer",{"s3BucketName":"requests","s3Key":"${KEY}"}]`,
    ],
    ['json', pointerTo(KEY)],
    ['key', KEY],
  ])('from its object, in the format %s', async (_format, body) => {
    await put(KEY);
    expect(await readOf(body)).toEqual([
      {
        kind: 'request',
        request: expect.objectContaining({ type: 'create', widgetId: 'w1', label: 'L' }),
        stamp: KEY,
        origin: {
          object: { bucket: 'requests', key: KEY },
          mayBeRepeat: false,
          readSince: clock.now(),
          followsItsCreate: false,
        },
      },
    ]);
  });

  test('as the request itself, stamped with the time of sending, its type and its id', async () => {
    await send(CREATE);
    const delivery = await (await source()).receiveOne();
    expect(await delivery.read()).toMatchObject([
      { kind: 'request', request: { requestId: 'r1' }, stamp: `${clock.now()}~0~${delivery.id}` },
    ]);
  });

  test('with the stamp that its sender gave it', async () => {
    await put('create-01.json');
    await send(pointerTo('create-01.json'), {
      WidgetOrderStamp: { DataType: 'String', StringValue: '1-stamp' },
    });
    expect(await (await (await source()).receiveOne()).read()).toMatchObject([{ stamp: '1-stamp' }]);
  });

  test('from a key of all kinds of characters', async () => {
    const key = 'a b/ü+%2F&?#/...//x';
    await put(key);
    expect(await readOf(pointerTo(key))).toMatchObject([{ kind: 'request' }]);
  });

  test('as finished when its object is gone', async () => {
    const finished = [{ kind: 'finished', reason: `its request object ${KEY} is gone` }];
    expect(await readOf(pointerTo(KEY))).toEqual(finished);
  });

  test('as finished when the object of a bare key like the producers’ is gone', async () => {
    expect(await readOf(KEY)).toMatchObject([{ kind: 'finished' }]);
  });

  test('as invalid when it is a bare word that is no key of an object', async () => {
    expect(await readOf('hello')).toMatchObject([{ kind: 'invalid' }]);
  });

  test.each(['{"hello":1}', '[1,2]', 'null', '"text"', 'two words', '{"type":'])(
    'as invalid when it is neither pointer nor request: %s',
    async (body) => {
      expect(await readOf(body)).toMatchObject([{ kind: 'invalid' }]);
    },
  );

  test('as invalid when its object is no request', async () => {
    await put(KEY, '{"type":"create"}');
    expect(await readOf(pointerTo(KEY))).toMatchObject([
      { kind: 'invalid', reason: expect.stringContaining('requestId') },
    ]);
  });

  test('as invalid when its object is empty', async () => {
    await put(KEY, Uint8Array.of());
    expect(await readOf(pointerTo(KEY))).toEqual([{ kind: 'invalid', reason: 'the request is empty' }]);
  });

  test('up to 1 MiB', async () => {
    await put(KEY, CREATE.padEnd(1024 * 1024));
    expect(await readOf(pointerTo(KEY))).toMatchObject([{ kind: 'request' }]);
  });

  test('as invalid when its object is larger, whose rest does not hold the socket', async () => {
    await put('large', Buffer.alloc(8 * 1024 * 1024, 'x'));
    await put(KEY);
    await send(pointerTo('large'));
    await send(pointerTo(KEY));
    const narrow = cloudClients(cloud.url, { httpAgent: { maxSockets: 1, keepAlive: true } });
    const deliveries = await (await source({ s3: narrow.s3 })).receive(10);
    const items = [];
    for (const delivery of deliveries) items.push(...(await delivery.read()));
    expect(items).toMatchObject([
      { kind: 'invalid', reason: 'the request object is larger than 1 MiB' },
      { kind: 'request' },
    ]);
    narrow.destroy();
  });

  test('not at all, and the run stops, when the request bucket is gone', async () => {
    const read = readOf(pointerTo(KEY, 'gone'), { requestBuckets: ['gone'] });
    await expect(read).rejects.toThrow(CannotContinue);
    await expect(read).rejects.toMatchObject({ blame: 'world' });
  });

  test('as unavailable when S3 forbids it, naming both permissions that it takes', async () => {
    await put(KEY);
    clients.s3.middlewareStack.add(
      () => () => {
        const fault = { name: 'AccessDenied', $fault: 'client', $metadata: {} } as const;
        return Promise.reject(new S3ServiceException(fault));
      },
      { step: 'initialize' },
    );
    expect(await readOf(pointerTo(KEY))).toMatchObject([
      { kind: 'unavailable', reason: expect.stringMatching(/s3:GetObject and s3:ListBucket/) },
    ]);
  });
});

describe('an order stamp more than five minutes ahead of the clock makes a request invalid', () => {
  const keyAt = (time: number) => `${time}-000000-0badcafe`;

  test('five minutes are taken, more are not', async () => {
    const [near, far] = [keyAt(clock.now() + 300_000 - 1), keyAt(clock.now() + 300_001)];
    await put(near);
    await put(far);
    expect(await readOf(pointerTo(near))).toMatchObject([{ kind: 'request' }]);
    expect(await readOf(pointerTo(far))).toEqual([
      { kind: 'invalid', reason: `its order stamp ${far} is more than five minutes ahead of the clock` },
    ]);
  });
});

describe('a pointer into a bucket that was not named', () => {
  test('waits in the queue until one pointer was right, and is invalid from then on; it is never followed', async () => {
    await put(KEY, CREATE, 'others');
    await put(KEY);
    await send(pointerTo(KEY, 'others'));
    const work = await source();
    const stray = await work.receiveOne();
    recordCalls();
    expect(await stray.read()).toMatchObject([
      { kind: 'unavailable', reason: expect.stringContaining('-rb=others') },
    ]);
    expect(calls).toEqual([]);
    await send(pointerTo(KEY));
    await work.readOne();
    await stray.release('now');
    expect(await (await work.receiveOne()).read()).toEqual([
      {
        kind: 'invalid',
        reason: 'it points to bucket others, which was not named as a request bucket',
      },
    ]);
  });

  test.each([pointerTo(KEY), KEY])('stops the run when none was named: %s', async (body) => {
    const read = readOf(body, { requestBuckets: [] });
    await expect(read).rejects.toThrow(CannotContinue);
    await expect(read).rejects.toMatchObject({ blame: 'usage', message: expect.stringContaining('-rb=') });
  });

  test('is not meant by a bare word, which stops nothing', async () => {
    expect(await readOf('hello', { requestBuckets: [] })).toMatchObject([{ kind: 'invalid' }]);
  });

  test('may be meant by a bare key when there are several', async () => {
    const options = { requestBuckets: ['requests', 'others'] };
    expect(await readOf(KEY, options)).toMatchObject([{ kind: 'invalid' }]);
  });
});

describe('acknowledging', () => {
  test('deletes the message, then the object', async () => {
    await put(KEY);
    await send(pointerTo(KEY));
    const delivery = await (await source()).receiveOne();
    await delivery.read();
    recordCalls();
    await delivery.acknowledge();
    expect(calls).toEqual([
      ...['DeleteMessageBatch', 'DeleteMessageBatch answered'],
      ...['DeleteObjects', 'DeleteObjects answered'],
    ]);
    expect(await isStored(KEY)).toBe(false);
    clock.advance(3_600_000);
    expect(await takeAll(clients.sqs, queue)).toEqual([]);
  });

  test('happens in batches', async () => {
    const keys = Array.from({ length: 12 }, (_, at) => `${KEY}-${at}`);
    await Promise.all(keys.map((key) => put(key)));
    await Promise.all(keys.map((key) => send(pointerTo(key))));
    const work = await source();
    const deliveries = [...(await work.receive(10)), ...(await work.receive(10))];
    await Promise.all(deliveries.map((delivery) => delivery.read()));
    recordCalls();
    await Promise.all(deliveries.map((delivery) => delivery.acknowledge()));
    const count = (name: string): number => calls.filter((call) => call === name).length;
    expect(count('DeleteMessageBatch')).toBe(2);
    expect(count('DeleteObjects')).toBeLessThanOrEqual(2);
    expect(await Promise.all(keys.map(isStored))).not.toContain(true);
  });

  test('of a finished or an inline message deletes no object', async () => {
    await send(CREATE);
    await send(pointerTo('gone'));
    const deliveries = await (await source()).receive(10);
    for (const delivery of deliveries) await delivery.read();
    recordCalls();
    await Promise.all(deliveries.map((delivery) => delivery.acknowledge()));
    expect(calls).toEqual(['DeleteMessageBatch', 'DeleteMessageBatch answered']);
  });

  test('keeps the object when the deletion of its message fails, and of that one alone', async () => {
    const keys = [`${KEY}-0`, `${KEY}-1`];
    for (const key of keys) await put(key);
    for (const key of keys) await send(pointerTo(key));
    const deliveries = await (await source()).receive(10);
    for (const delivery of deliveries) await delivery.read();
    failEntries(clients.sqs, ({ Id }) => (Id === '0' ? { SenderFault: true } : undefined));
    const results = await Promise.allSettled(deliveries.map((delivery) => delivery.acknowledge()));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(await Promise.all(keys.map(isStored))).toEqual([true, false]);
  });

  test('tries again through an outage, for as long as the lease holds, and deletes the object only then', async () => {
    await put(KEY);
    await send(pointerTo(KEY));
    const pauses: number[] = [];
    const sleep = (milliseconds: number) => Promise.resolve(void pauses.push(milliseconds));
    const delivery = await (await source({ sleep })).readOne();
    let failures = 6;
    failCalls(clients.sqs, 'DeleteMessageBatch', () => (failures-- > 0 ? outage() : undefined));
    recordCalls();
    await delivery.acknowledge();
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    expect(calls.filter((name) => name === 'DeleteObjects')).toHaveLength(1);
    clock.advance(3_600_000);
    expect(await takeAll(clients.sqs, queue)).toEqual([]);
  });

  test('goes on after an answer that was lost: deleting what is deleted succeeds', async () => {
    await put(KEY);
    await send(pointerTo(KEY));
    const delivery = await (await source()).readOne();
    let lost = 1;
    watchCalls(clients.sqs, {
      after: ({ name }) => {
        if (name === 'DeleteMessageBatch' && lost-- > 0) throw outage();
      },
    });
    await delivery.acknowledge();
    expect(await isStored(KEY)).toBe(false);
  });

  test('ends with the lease: the object stays, for who receives the message next', async () => {
    await put(KEY);
    await send(pointerTo(KEY));
    const work = await source({ leaseSeconds: 1 });
    const delivery = await work.readOne();
    failCalls(clients.sqs, 'DeleteMessageBatch', () => {
      clock.advance(300);
      return outage();
    });
    failCalls(clients.sqs, 'ChangeMessageVisibilityBatch', outage);
    await delivery.acknowledge();
    expect(delivery.leaseLost.aborted).toBe(true);
    expect(work.lines.at(-1)?.message).toMatch('could not be deleted in time and comes again');
    expect(await isStored(KEY)).toBe(true);
    expect(await takeAll(clients.sqs, queue)).toHaveLength(1);
  });

  test('that is denied is not tried again', async () => {
    await send(CREATE);
    const delivery = await (await source()).readOne();
    let tries = 0;
    failCalls(clients.sqs, 'DeleteMessageBatch', () => {
      tries += 1;
      return new SQSServiceException({ name: 'AccessDenied', $fault: 'client', $metadata: {} });
    });
    await expect(delivery.acknowledge()).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(tries).toBe(1);
  });

  test('tries to delete the object for half a minute', async () => {
    await put(KEY);
    await send(pointerTo(KEY));
    const pauses: number[] = [];
    const sleep = (milliseconds: number) => Promise.resolve(void pauses.push(milliseconds));
    const work = await source({ sleep });
    const delivery = await work.readOne();
    let failures = 5;
    failCalls(clients.s3, 'DeleteObjects', () => (failures-- > 0 ? outage() : undefined));
    await delivery.acknowledge();
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
    expect(await isStored(KEY)).toBe(false);
    expect(work.lines).toEqual([]);
  });

  test.each([
    ['is denied', new Error('AccessDenied'), 1],
    ['keeps failing', outage(), 6],
  ])('says so when the object’s deletion %s, and is done', async (_how, error, tries) => {
    await put(KEY);
    await send(pointerTo(KEY));
    const work = await source();
    const delivery = await work.readOne();
    let tried = 0;
    failCalls(clients.s3, 'DeleteObjects', () => {
      tried += 1;
      return error;
    });
    await delivery.acknowledge();
    expect(tried).toBe(tries);
    expect(work.lines).toMatchObject([{ level: 'warn', fields: { bucket: 'requests', key: KEY } }]);
  });
});

describe('refusing', () => {
  test('moves the message to the dead letters with its attributes and the reason; its object stays', async () => {
    await put(KEY, 'no request');
    const WidgetOrderStamp = { DataType: 'String', StringValue: '1-stamp' };
    const payload = { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255) };
    await send(pointerTo(KEY), { WidgetOrderStamp, payload });
    const delivery = await (await source()).receiveOne();
    await delivery.read();
    await delivery.refuse('the request is not JSON');
    const [letter, ...others] = await takeAll(clients.sqs, deadLetters);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      Body: pointerTo(KEY),
      MessageAttributes: {
        WidgetOrderStamp,
        payload,
        WidgetRefusedReason: { DataType: 'String', StringValue: 'the request is not JSON' },
      },
    });
    clock.advance(3_600_000);
    expect(await takeAll(clients.sqs, queue)).toEqual([]);
    expect(await isStored(KEY)).toBe(true);
  });

  test('leaves out an attribute where there would be more than ten', async () => {
    const names = Array.from({ length: 10 }, (_, at) => `a${at}`);
    const attributes = names.map((name) => [name, { DataType: 'String', StringValue: 'v' }] as const);
    await send('odd', Object.fromEntries(attributes));
    await (await (await source()).readOne()).refuse('odd');
    const [letter] = await takeAll(clients.sqs, deadLetters);
    expect(Object.keys(letter?.MessageAttributes ?? {})).toHaveLength(10);
    expect(letter?.MessageAttributes).toHaveProperty('WidgetRefusedReason');
  });

  test.each([
    ['control characters', 'a\u0000b\u001bc\nd', 'a b c d'],
    ['characters that are none', 'a\ufffeb\uffffc', 'a b c'],
    ['half a character', 'a\ud83db', 'a\ufffdb'],
    ['a character cut in half by the limit', `${'x'.repeat(999)}🎈`, `${'x'.repeat(999)}\ufffd`],
    ['too much of it', 'x'.repeat(5000), 'x'.repeat(1000)],
  ])('gives a reason that SQS takes, of %s', async (_what, reason, sent) => {
    await send('odd');
    await (await (await source()).readOne()).refuse(reason);
    const [letter] = await takeAll(clients.sqs, deadLetters);
    expect(letter?.MessageAttributes?.['WidgetRefusedReason']?.StringValue).toBe(sent);
  });

  test('without dead letters leaves the message in the queue, with a delay that grows', async () => {
    await send('odd');
    const work = await source({ deadLetterQueueUrl: undefined });
    for (const seconds of [30, 60, 120]) {
      await (await work.readOne()).refuse('odd');
      clock.advance(seconds * 1000 - 1);
      expect(await work.receive(10)).toEqual([]);
      clock.advance(1);
    }
    await (await work.readOne()).refuse('odd');
    expect(work.lines).toHaveLength(4);
    expect(work.lines[0]?.message).toMatch('there is no dead-letter queue');
  });

  test('leaves the message in the queue when the dead-letter queue is gone', async () => {
    await send('odd');
    const work = await source({ deadLetterQueueUrl: `${deadLetters}-gone` });
    await (await work.readOne()).refuse('odd');
    expect(work.lines).toMatchObject([{ level: 'warn', fields: { reason: 'odd' } }]);
    clock.advance(30_000);
    expect(await takeAll(clients.sqs, queue)).toHaveLength(1);
  });

  test('deletes nothing when the dead-letter queue cannot be reached', async () => {
    await send('odd');
    const work = await source();
    const delivery = await work.readOne();
    watchCalls(clients.sqs, {
      before: ({ name }) => {
        if (name === 'SendMessage') throw new Error('no network');
      },
    });
    await expect(delivery.refuse('odd')).rejects.toThrow('no network');
    clock.advance(30_000);
    expect(await work.isDrained()).toBe(false);
    expect(await takeAll(clients.sqs, queue)).toHaveLength(1);
  });

  test('that SQS has no time for is not given up: the message comes again, and is refused then', async () => {
    await send('odd');
    const work = await source();
    let failures = 1;
    failCalls(clients.sqs, 'SendMessage', () => (failures-- > 0 ? internalError() : undefined));
    await expect((await work.readOne()).refuse('odd')).rejects.toThrow('InternalError');
    clock.advance(30_000);
    await (await work.readOne()).refuse('odd');
    expect(await takeAll(clients.sqs, deadLetters)).toHaveLength(1);
  });
});

describe('releasing', () => {
  test('now lets the message be received at once', async () => {
    await send(CREATE);
    const work = await source();
    await (await work.receiveOne()).release('now');
    await work.receiveOne();
  });

  test('soon hides it for a time that doubles with every failure in this run, from a second to one lease', async () => {
    await send(CREATE);
    const work = await source({ leaseSeconds: 10 });
    // That it was received often, by whomever, does not count.
    for (let at = 0; at < 5; at += 1) await (await work.receiveOne()).release('now');
    for (const seconds of [1, 2, 4, 8, 10, 10]) {
      await (await work.receiveOne()).release('soon');
      clock.advance(seconds * 1000 - 1);
      expect(await work.receive(10)).toEqual([]);
      clock.advance(1);
    }
    await work.receiveOne();
  });

  test('later hides it for a time that doubles with every receive, from one lease on', async () => {
    await send(CREATE);
    const work = await source({ leaseSeconds: 10 });
    for (const seconds of [10, 20, 40]) {
      await (await work.receiveOne()).release('later');
      clock.advance(seconds * 1000 - 1);
      expect(await work.receive(10)).toEqual([]);
      clock.advance(1);
    }
    await work.receiveOne();
  });

  test("for its widget hides it for a second, then for the longer of its lease and the queue's own", async () => {
    await send(CREATE);
    const work = await source({ leaseSeconds: 10, queueLeaseSeconds: 40 });
    for (const seconds of [1, 40, 40]) {
      const delivery = await work.receiveOne();
      expect(await delivery.canWait()).toBe(true);
      await delivery.release('for-widget');
      clock.advance(seconds * 1000 - 1);
      expect(await work.receive(10)).toEqual([]);
      clock.advance(1);
    }
    expect(await (await work.receiveOne()).canWait()).toBe(false);
  });

  test('for its widget may happen once more than it is received, when a consumer died that held it', async () => {
    await send(CREATE);
    const work = await source({ leaseSeconds: 10, queueLeaseSeconds: 10, missingWidgetRetries: 1 });
    await work.receiveOne();
    clock.advance(10_000);
    expect(await (await work.receiveOne()).canWait()).toBe(false);
    const patient = await source({ leaseSeconds: 10, queueLeaseSeconds: 10, missingWidgetRetries: 3 });
    for (const seconds of [10, 0, 0]) {
      clock.advance(seconds * 1000);
      const delivery = await patient.receiveOne();
      expect(await delivery.canWait()).toBe(true);
      await delivery.release('now');
    }
    clock.advance(1_000);
    expect(await (await patient.receiveOne()).canWait()).toBe(false);
  });

  test('for its widget never happens so often that the redrive policy would take it away', async () => {
    await send(CREATE);
    const work = await source({ missingWidgetRetries: 3, maxReceiveCount: 5 });
    const may = [];
    for (let at = 0; at < 4; at += 1) {
      const delivery = await work.receiveOne();
      may.push(await delivery.canWait());
      await delivery.release('now');
    }
    expect(may).toEqual([true, true, true, false]);
  });
});
