import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  SendMessageCommand,
  SetQueueAttributesCommand,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { manualClock, startLocalCloud, type LocalCloud, type ManualClock } from '@widgets/local-cloud-server';
import { CannotContinue, type Delivery } from '@widgets/widget-pipeline';
import { cloudClients, queueUrl, takeAll, watchCalls, type CallInput } from '../testing/cloud-clients';
import { sourceUnderTest, type SourceUnderTest } from '../testing/source-under-test';
import type { SqsSourceOptions } from './sqs-source';

const CREATE = '{"type":"create","requestId":"r1","widgetId":"w1","owner":"Mary Matthews"}';

let clock: ManualClock;
let cloud: LocalCloud;
let clients: ReturnType<typeof cloudClients>;
let queue: string;
let sources: SourceUnderTest[];

beforeEach(async () => {
  clock = manualClock();
  cloud = await startLocalCloud({
    buckets: ['requests'],
    queues: [{ name: 'work' }, { name: 'dead' }],
    clock,
  });
  clients = cloudClients(cloud.url);
  queue = await queueUrl(clients.sqs, 'work');
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

const send = (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
  clients.sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody, ...more }));
const setRedrivePolicy = (maxReceiveCount: number) =>
  clients.sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: queue,
      Attributes: {
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead',
          maxReceiveCount,
        }),
      },
    }),
  );
const pointerTo = (key: string, bucket = 'requests') => JSON.stringify({ bucket, key });

/** Resolves with the first input of this call that is made from now on. */
const nextCall = (wanted: string): Promise<CallInput> =>
  new Promise((resolve) => {
    watchCalls(clients.sqs, {
      before: ({ name, input }) => {
        if (name === wanted) resolve(input);
      },
    });
  });

/** Resolves when the lease is lost. */
const untilLost = ({ leaseLost }: Delivery): Promise<void> =>
  new Promise((resolve) => {
    if (leaseLost.aborted) resolve();
    leaseLost.addEventListener('abort', () => resolve());
  });

describe('receiving', () => {
  test('brings as many deliveries as there is room for, ten at most', async () => {
    for (let at = 0; at < 13; at += 1) await send(CREATE);
    const work = await source();
    expect(await work.receive(2)).toHaveLength(2);
    expect(await work.receive(100)).toHaveLength(10);
    expect(await work.receive(100)).toHaveLength(1);
    expect(await work.receive(100)).toEqual([]);
  });

  test('waits for the first message', async () => {
    const work = await source({ waitSeconds: 20 });
    const waiting = nextCall('ReceiveMessage');
    const received = work.receive(10);
    await waiting;
    await send(CREATE);
    expect(await received).toHaveLength(1);
  });

  test('hides a message for one lease', async () => {
    await send(CREATE);
    const work = await source({ leaseSeconds: 7 });
    await work.receive(1);
    clock.advance(6_999);
    expect(await work.receive(1)).toEqual([]);
    clock.advance(1);
    expect(await work.receive(1)).toHaveLength(1);
  });

  test('cannot continue when the queue is gone', async () => {
    const work = await source({ queueUrl: `${queue}-gone` });
    await expect(work.receive(1)).rejects.toThrow(CannotContinue);
    await expect(work.isDrained()).rejects.toThrow(CannotContinue);
  });

  test('pauses after it found nothing without waiting for it', async () => {
    const pauses: number[] = [];
    const sleep = (milliseconds: number) => Promise.resolve(void pauses.push(milliseconds));
    expect(await (await source({ sleep, waitSeconds: 0 })).receive(1)).toEqual([]);
    expect(pauses).toEqual([100]);
  });
});

// The source looks at its leases ten times in each; with leases of a second that is every tenth of one.
describe('a lease', () => {
  test('is renewed when half its time is up', async () => {
    await send(CREATE);
    const work = await source({ leaseSeconds: 1 });
    const delivery = await work.receiveOne();
    const renewal = nextCall('ChangeMessageVisibilityBatch');
    clock.advance(600);
    expect((await renewal).Entries).toMatchObject([{ VisibilityTimeout: 1 }]);
    expect(delivery.leaseLost.aborted).toBe(false);
  });

  test('is not lost while the poll waits longer than it lasts', async () => {
    const work = await source({ leaseSeconds: 1, waitSeconds: 20 });
    const waiting = nextCall('ReceiveMessage');
    const received = work.receive(10);
    await waiting;
    clock.advance(5_000);
    await send(CREATE);
    const [delivery] = await received;
    await nextCall('ChangeMessageVisibilityBatch');
    expect(delivery?.leaseLost.aborted).toBe(false);
  });

  test('that is lost ends the fetch, and nothing is called for its message any more', async () => {
    await clients.s3.send(new PutObjectCommand({ Bucket: 'requests', Key: 'k', Body: CREATE }));
    await send(pointerTo('k'));
    const work = await source({ leaseSeconds: 1 });
    const delivery = await work.receiveOne();
    watchCalls(clients.s3, { before: () => untilLost(delivery) });
    const read = delivery.read();
    clock.advance(1_000);
    await expect(read).rejects.toMatchObject({ name: 'AbortError' });
    const calls: string[] = [];
    watchCalls(clients.sqs, { before: ({ name }) => void calls.push(name) });
    await delivery.release('later');
    await delivery.acknowledge();
    await delivery.refuse('odd');
    expect(calls).toEqual([]);
    expect(await takeAll(clients.sqs, queue)).toHaveLength(1);
  });

  test('is lost when SQS says so', async () => {
    await send(CREATE);
    let own = 0;
    const work = await source({ leaseSeconds: 1, clock: { now: () => own, monotonic: () => own } });
    const lost = untilLost(await work.receiveOne());
    clock.advance(1_000);
    own = 600;
    await lost;
  });

  test('is no longer renewed once its message is deleted, refused, given back, or failed to be', async () => {
    for (const at of [0, 1, 2, 3, 4]) await send(`${CREATE} `.padEnd(100 + at));
    const work = await source({ leaseSeconds: 1 });
    const deliveries = await work.receive(10);
    for (const delivery of deliveries) await delivery.read();
    const [held, done, refused, released, stuck] = deliveries;
    const renewal = nextCall('ChangeMessageVisibilityBatch');
    await done?.acknowledge();
    await refused?.refuse('odd');
    watchCalls(clients.sqs, {
      before: ({ name }) => {
        if (name === 'SendMessage') throw new Error('no network');
      },
    });
    await expect(stuck?.refuse('odd')).rejects.toThrow('no network');
    await released?.release('later');
    expect((await renewal).Entries).toHaveLength(1);
    const next = nextCall('ChangeMessageVisibilityBatch');
    clock.advance(600);
    expect((await next).Entries).toHaveLength(1);
    expect(held?.leaseLost.aborted).toBe(false);
  });
});

describe('the queue is drained', () => {
  test('when it is empty', async () => {
    expect(await (await source()).isDrained()).toBe(true);
  });

  test('not while a message is visible, in flight or delayed', async () => {
    const work = await source();
    await send(CREATE);
    expect(await work.isDrained()).toBe(false);
    const delivery = await work.readOne();
    expect(await work.isDrained()).toBe(false);
    await delivery.acknowledge();
    await send(CREATE, { DelaySeconds: 60 });
    expect(await work.isDrained()).toBe(false);
  });

  test('when nothing but what was refused is left there', async () => {
    const work = await source({ deadLetterQueueUrl: undefined });
    await send('odd');
    await (await work.readOne()).refuse('odd');
    expect(await work.isDrained()).toBe(true);
    await send(CREATE);
    expect(await work.isDrained()).toBe(false);
  });

  test('not when the redrive policy may have taken away what was refused, and something else is there', async () => {
    const work = await source({ deadLetterQueueUrl: undefined });
    await setRedrivePolicy(1);
    await send('odd');
    await (await work.readOne()).refuse('odd');
    expect(await work.isDrained()).toBe(true);
    clock.advance(30_000);
    const other = await source();
    expect(await other.receive(10)).toEqual([]);
    expect(await takeAll(clients.sqs, await queueUrl(clients.sqs, 'dead'))).toHaveLength(1);
    await send(CREATE);
    expect(await work.isDrained()).toBe(false);
  });

  test('when what was refused before is done in the end', async () => {
    const work = await source({ deadLetterQueueUrl: undefined });
    await send(CREATE);
    await (await work.readOne()).refuse('odd');
    clock.advance(30_000);
    const delivery = await work.receiveOne();
    await delivery.read();
    await delivery.acknowledge();
    await send(CREATE);
    expect(await work.isDrained()).toBe(false);
  });

  test('never when only pointers into a bucket that was not named are left: the command line is wrong', async () => {
    const work = await source();
    await send(pointerTo('k', 'others'));
    const delivery = await work.receiveOne();
    await delivery.read();
    await delivery.release('later');
    await expect(work.isDrained()).rejects.toMatchObject({
      name: 'CannotContinue',
      blame: 'usage',
      message: expect.stringMatching(/^Nothing is left but what cannot be read \(1\).*-rb=others$/),
    });
  });

  test('not while one that could not be read before is being worked on', async () => {
    const work = await source();
    await send(pointerTo('k', 'others'));
    const stray = await work.receiveOne();
    await stray.read();
    await send(CREATE);
    const delivery = await work.receiveOne();
    await delivery.read();
    expect(await work.isDrained()).toBe(false);
  });
});

describe('messages that wait for widgets', () => {
  test('are brought back at once, for their last try, when only such are left', async () => {
    const work = await source();
    await send(CREATE);
    const first = await work.receiveOne();
    expect(await first.canWait()).toBe(true);
    await first.release('for-widget');
    expect(await work.receive(10)).toEqual([]);
    expect(await work.isDrained()).toBe(false);
    const last = await work.readOne();
    expect(await last.canWait()).toBe(false);
    await last.acknowledge();
    expect(await work.isDrained()).toBe(true);
  });

  test('are visible again at once when the source is closed, and so are those that failed', async () => {
    const work = await source();
    for (const when of ['for-widget', 'soon', 'later'] as const) {
      await send(`${CREATE} `.padEnd(100 + when.length));
      await (await work.receiveOne()).release(when);
    }
    await work.close();
    expect(await takeAll(clients.sqs, queue)).toHaveLength(2);
  });

  test('are left to others when their time is over', async () => {
    const work = await source();
    await send(CREATE);
    await (await work.receiveOne()).release('for-widget');
    clock.advance(1_000);
    expect(await work.isDrained()).toBe(false);
    await (await (await source()).readOne()).acknowledge();
    expect(await work.isDrained()).toBe(true);
  });

  test('go on waiting while anything else is left, which may make their widget', async () => {
    const work = await source();
    await send(CREATE);
    await (await work.receiveOne()).release('for-widget');
    await send(CREATE, { DelaySeconds: 60 });
    expect(await work.isDrained()).toBe(false);
    expect(await work.receive(10)).toEqual([]);
  });
});

describe('abandoning', () => {
  test('takes the leases from what is in hand, and makes it visible at once', async () => {
    const work = await source();
    await send(CREATE);
    const delivery = await work.receiveOne();
    await work.abandon();
    expect(delivery.leaseLost.aborted).toBe(true);
    expect(await takeAll(clients.sqs, queue)).toHaveLength(1);
  });

  test('ends the outstanding receive', async () => {
    const work = await source({ waitSeconds: 20 });
    const received = work.receive(1);
    await work.abandon();
    await expect(received).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('closing', () => {
  test('sends what is gathered, objects included', async () => {
    await clients.s3.send(new PutObjectCommand({ Bucket: 'requests', Key: 'k', Body: CREATE }));
    await send(pointerTo('k'));
    await send(CREATE);
    const work = await source();
    const [pointer, inline] = await work.receive(10);
    await pointer?.read();
    const acknowledged = pointer?.acknowledge();
    const released = inline?.release('now');
    await work.close();
    await expect(
      clients.s3.send(new GetObjectCommand({ Bucket: 'requests', Key: 'k' })),
    ).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
    expect(await takeAll(clients.sqs, queue)).toHaveLength(1);
    await Promise.all([acknowledged, released]);
  });
});
