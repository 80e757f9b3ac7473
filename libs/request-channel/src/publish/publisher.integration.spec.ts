import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { startLocalCloud, type LocalCloud } from '@widgets/local-cloud-server';
import type { MessageFormat } from '@widgets/widget-model';
import {
  cloudClients,
  failEntries,
  queueUrl,
  takeAll,
  watchCalls,
  type Call,
} from '../testing/cloud-clients';
import { setImmediate } from 'node:timers/promises';
import { CannotBeSent } from '../errors';
import type { OutgoingRequest } from './message-entry';
import { createPublisher, type Destination } from './publisher';

/** Time-outs alone wait for a time that does not pass. */
const stopTimeouts = (): void => {
  const clocks = ['Date', 'hrtime', 'performance', 'setInterval', 'clearInterval'] as const;
  const turns = ['nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const;
  jest.useFakeTimers({ doNotFake: [...clocks, ...turns] });
};

let cloud: LocalCloud;
let clients: ReturnType<typeof cloudClients>;
let queue: string;
let calls: Call[];

beforeEach(async () => {
  cloud = await startLocalCloud({ buckets: ['requests'], queues: [{ name: 'work' }] });
  clients = cloudClients(cloud.url);
  queue = await queueUrl(clients.sqs, 'work');
  calls = [];
  const before = (call: Call): void => void calls.push(call);
  watchCalls(clients.s3, { before });
  watchCalls(clients.sqs, { before });
});
afterEach(async () => {
  clients.destroy();
  await cloud.close();
});

const publisherTo = (destination: Destination) =>
  createPublisher({
    s3: clients.s3,
    sqs: clients.sqs,
    destination,
    sleep: () => Promise.resolve(),
  });
const pointersAs = (format: Exclude<MessageFormat, 'inline'>) =>
  publisherTo({ kind: 'pointers', bucket: 'requests', queueUrl: queue, format });
const inline = () => publisherTo({ kind: 'inline', queueUrl: queue });
const bucketOnly = () => publisherTo({ kind: 'bucket', bucket: 'requests' });

const keyOf = (at: number): string => `1700000000000-${String(at).padStart(6, '0')}-0badcafe`;
const request = (
  at: number,
  fields: { lane?: string; key?: string; text?: string } = {},
): OutgoingRequest => ({
  bytes: new TextEncoder().encode(fields.text ?? `{"requestId":"${at}"}`),
  key: fields.key ?? keyOf(at),
  stamp: keyOf(at),
  lane: fields.lane ?? `widget ${at}`,
});
const requests = (count: number) => Array.from({ length: count }, (_, at) => request(at));
const batches = () =>
  calls.filter(({ name }) => name === 'SendMessageBatch').map(({ input }) => input.Entries?.length);

async function storedAt(key: string): Promise<string | undefined> {
  const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket: 'requests', Key: key }));
  return Body?.transformToString();
}

describe('a request', () => {
  test('to a bucket alone is one object, its bytes as they are', async () => {
    await bucketOnly().publish(request(1, { text: '{ "owner" : "é" }' }));
    expect(calls.map(({ name }) => name)).toEqual(['PutObject']);
    expect(await storedAt(keyOf(1))).toBe('{ "owner" : "é" }');
  });

  test('of no bytes is stored as well, without a word from the SDK', async () => {
    const warn = jest.spyOn(console, 'warn').mockReturnValue(undefined);
    await bucketOnly().publish(request(1, { text: '' }));
    expect(await storedAt(keyOf(1))).toBe('');
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  test('in the extended format is an object and a pointer with the size of the payload', async () => {
    await pointersAs('extended').publish(request(1));
    expect(await storedAt(keyOf(1))).toBe('{"requestId":"1"}');
    const [message, ...others] = await takeAll(clients.sqs, queue);
    expect(others).toEqual([]);
    expect(JSON.parse(message?.Body ?? '')).toEqual([
      'software.amazon.payloadoffloading.PayloadS3Pointer',
      { s3BucketName: 'requests', s3Key: keyOf(1) },
    ]);
    expect(message?.MessageAttributes).toEqual({
      ExtendedPayloadSize: expect.objectContaining({ DataType: 'Number', StringValue: '17' }),
    });
  });

  test.each([
    ['json', `{"bucket":"requests","key":"${keyOf(1)}"}`],
    ['key', keyOf(1)],
  ] as const)('in the %s format is an object and a message without attributes', async (format, body) => {
    await pointersAs(format).publish(request(1));
    expect(await storedAt(keyOf(1))).toBe('{"requestId":"1"}');
    const messages = await takeAll(clients.sqs, queue);
    expect(messages.map(({ Body, MessageAttributes = {} }) => ({ Body, MessageAttributes }))).toEqual([
      { Body: body, MessageAttributes: {} },
    ]);
  });

  test('under a key that tells no stamp carries it as an attribute', async () => {
    await pointersAs('key').publish(request(1, { key: 'update-07.json' }));
    const [message] = await takeAll(clients.sqs, queue);
    expect(message?.Body).toBe('update-07.json');
    expect(message?.MessageAttributes?.['WidgetOrderStamp']).toMatchObject({ StringValue: keyOf(1) });
  });

  test('inline is the message, with its stamp', async () => {
    await inline().publish(request(1));
    expect(calls.map(({ name }) => name)).toEqual(['SendMessageBatch']);
    const [message] = await takeAll(clients.sqs, queue);
    expect(message?.Body).toBe('{"requestId":"1"}');
    expect(message?.MessageAttributes?.['WidgetOrderStamp']).toMatchObject({ StringValue: keyOf(1) });
  });
});

describe('the order of calls', () => {
  /** Every PutObject by its key and every SendMessageBatch by the keys in it, as it is called and as it is answered. */
  function recordEvents(): string[] {
    const events: string[] = [];
    const keysOf = ({ input }: Call): readonly string[] =>
      input.Key ? [input.Key] : (input.Entries ?? []).map(({ MessageBody = '' }) => MessageBody);
    const record = (what: 'called' | 'answered') => (call: Call) =>
      void events.push(...keysOf(call).map((key) => `${call.name} ${key} ${what}`));
    for (const client of [clients.s3, clients.sqs]) {
      watchCalls(client as typeof clients.s3, { before: record('called'), after: record('answered') });
    }
    return events;
  }

  test('the object is stored before its pointer is sent', async () => {
    const events = recordEvents();
    const publisher = pointersAs('key');
    await Promise.all(requests(12).map((one) => publisher.publish(one)));
    for (const { key } of requests(12)) {
      expect(events.filter((event) => event.includes(key))).toEqual([
        `PutObject ${key} called`,
        `PutObject ${key} answered`,
        `SendMessageBatch ${key} called`,
        `SendMessageBatch ${key} answered`,
      ]);
    }
  });

  test('a pointer is not sent when its object could not be stored', async () => {
    const bucket = 'no-such-bucket';
    const publisher = publisherTo({ kind: 'pointers', bucket, queueUrl: queue, format: 'key' });
    const published = publisher.publish(request(1));
    await expect(published).rejects.toMatchObject({ name: 'NoSuchBucket' });
    expect(batches()).toEqual([]);
  });

  test('requests of one widget are never on the way together, in the order of their stamps', async () => {
    const events = recordEvents();
    const publisher = pointersAs('key');
    const lanes = requests(60).map((one, at) => ({ ...one, lane: `widget ${at % 7}` }));
    await Promise.all(lanes.map((one) => publisher.publish(one)));
    for (let lane = 0; lane < 7; lane += 1) {
      const own = lanes.filter((_, at) => at % 7 === lane).map(({ key }) => key);
      const seen = events.filter((event) => own.some((key) => event.includes(key)));
      expect(seen).toEqual(
        own.flatMap((key) => [
          `PutObject ${key} called`,
          `PutObject ${key} answered`,
          `SendMessageBatch ${key} called`,
          `SendMessageBatch ${key} answered`,
        ]),
      );
    }
  });

  test('a request waits for the confirmation of the one before it, and other widgets do not', async () => {
    const confirmed: string[] = [];
    const publisher = pointersAs('key');
    let letGo: () => void = () => undefined;
    const heldUp = new Promise<void>((reached) => {
      watchCalls(clients.sqs, {
        before: ({ input }) => {
          if (!input.Entries?.some(({ MessageBody }) => MessageBody === keyOf(1))) return;
          reached();
          return new Promise((resolve) => (letGo = resolve));
        },
      });
    });
    const first = publisher.publish(request(1, { lane: 'w' })).then(() => confirmed.push('first'));
    const second = publisher.publish(request(2, { lane: 'w' })).then(() => confirmed.push('second'));
    await heldUp;
    await publisher.publish(request(3));
    confirmed.push('other');
    expect(calls.filter(({ name }) => name === 'PutObject').map(({ input }) => input.Key)).toEqual([
      keyOf(1),
      keyOf(3),
    ]);
    letGo();
    await Promise.all([first, second]);
    expect(confirmed).toEqual(['other', 'first', 'second']);
  });

  test('without a queue, a request waits until the object of the one before it is stored', async () => {
    const events = recordEvents();
    const publisher = bucketOnly();
    await Promise.all([1, 2, 3].map((at) => publisher.publish(request(at, { lane: 'w' }))));
    expect(events).toEqual(
      [1, 2, 3].flatMap((at) => [`PutObject ${keyOf(at)} called`, `PutObject ${keyOf(at)} answered`]),
    );
  });

  test('a request goes on after one of its widget that failed', async () => {
    const publisher = inline();
    const failing = publisher.publish(request(1, { lane: 'w', text: '' }));
    const next = publisher.publish(request(2, { lane: 'w' }));
    await expect(failing).rejects.toThrow(CannotBeSent);
    await expect(next).resolves.toBeUndefined();
  });
});

describe('batches', () => {
  test('hold ten messages', async () => {
    const publisher = inline();
    await Promise.all(requests(25).map((one) => publisher.publish(one)));
    expect(batches()).toEqual([10, 10, 5]);
    expect(await takeAll(clients.sqs, queue)).toHaveLength(25);
  });

  test('hold 1 MiB', async () => {
    const publisher = inline();
    const text = JSON.stringify({ note: 'é'.repeat(200_000) });
    await Promise.all([1, 2, 3].map((at) => publisher.publish(request(at, { text }))));
    expect(batches()).toEqual([2, 1]);
  });

  describe('of pointers, while no time passes,', () => {
    beforeEach(stopTimeouts);
    afterEach(() => void jest.useRealTimers());

    test('wait for the objects that are on their way, and go when there are none', async () => {
      const letGo: (() => void)[] = [];
      watchCalls(clients.s3, { before: () => new Promise((resolve) => letGo.push(resolve)) });
      const answered = jest.fn<() => void>();
      watchCalls(clients.s3, { after: answered });
      const publisher = pointersAs('key');
      const published = Promise.all(requests(3).map((one) => publisher.publish(one)));
      while (letGo.length < 3) await setImmediate();
      letGo.slice(1).forEach((go) => go());
      while (answered.mock.calls.length < 2) await setImmediate();
      expect(batches()).toEqual([]);
      letGo[0]?.();
      await published;
      expect(batches()).toEqual([3]);
    });

    test('go one by one when no other object is on its way', async () => {
      const publisher = pointersAs('key');
      for (const one of requests(3)) await publisher.publish(one);
      expect(batches()).toEqual([1, 1, 1]);
    });
  });

  test('are sent at once by a flush', async () => {
    const publisher = inline();
    const published = Promise.all(requests(3).map((one) => publisher.publish(one)));
    await publisher.flush();
    expect(await takeAll(clients.sqs, queue)).toHaveLength(3);
    await published;
  });

  test('are sent again for the entries that failed, those alone, and no message is there twice', async () => {
    const failures = ['{"requestId":"1"}', '{"requestId":"3"}', '{"requestId":"1"}'];
    const asked: string[] = [];
    failEntries(clients.sqs, ({ MessageBody = '' }) => {
      asked.push(MessageBody);
      const at = failures.indexOf(MessageBody);
      return failures.splice(at, at < 0 ? 0 : 1).length > 0 ? { SenderFault: false } : undefined;
    });
    const publisher = inline();
    await Promise.all(requests(5).map((one) => publisher.publish(one)));
    const bodies = [0, 1, 2, 3, 4].map((at) => `{"requestId":"${at}"}`);
    expect(asked).toEqual([...bodies, bodies[1], bodies[3], bodies[1]]);
    expect((await takeAll(clients.sqs, queue)).map(({ Body }) => Body).sort()).toEqual(bodies);
  });
});

describe('what cannot be sent', () => {
  test.each<[string, string, number]>([
    ['an empty message', '', 2],
    ['a message over 1 MiB', JSON.stringify({ note: 'x'.repeat(1024 * 1024) }), 2],
    ['a message of 1 MiB, whose stamp makes it too long', 'x'.repeat(1024 * 1024), 2],
    ['a character that SQS does not take', '{"label":"\u0000"}', 3],
  ])('%s is told, and the others go on', async (_what, text, asked) => {
    const publisher = inline();
    const results = await Promise.allSettled([
      publisher.publish(request(1)),
      publisher.publish(request(2, { text })),
      publisher.publish(request(3)),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { name: 'CannotBeSent' } });
    expect(batches()).toEqual([asked]);
    expect(await takeAll(clients.sqs, queue)).toHaveLength(2);
  });

  test('bytes that are no text are told, and the others go on', async () => {
    const publisher = inline();
    const failing = publisher.publish({ ...request(1), bytes: Uint8Array.of(0xff) });
    await expect(failing).rejects.toThrow(CannotBeSent);
    await publisher.publish(request(2));
  });

  test('a queue that is gone is no fault of one request', async () => {
    const publisher = publisherTo({ kind: 'inline', queueUrl: `${queue}-gone` });
    const published = publisher.publish(request(1));
    await expect(published).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
  });

  test('an object that is there already is written again: a replay is a redelivery', async () => {
    await clients.s3.send(new PutObjectCommand({ Bucket: 'requests', Key: keyOf(1), Body: 'old' }));
    await bucketOnly().publish(request(1, { text: 'new' }));
    expect(await storedAt(keyOf(1))).toBe('new');
  });
});
