import {
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { manualClock, startLocalCloud, type LocalCloud, type ManualClock } from '@widgets/local-cloud-server';
import { CannotContinue, type Delivery, type RequestSource } from '@widgets/widget-pipeline';
import { cloudClients, watchCalls } from '../testing/cloud-clients';
import { createS3Source, type S3SourceOptions } from './s3-source';

const create = (widgetId: string): string =>
  JSON.stringify({ type: 'create', requestId: `r-${widgetId}`, widgetId, owner: 'Mary Matthews' });
const keyOf = (at: number): string => `17356896${String(at).padStart(5, '0')}`;

let clock: ManualClock;
let cloud: LocalCloud;
let clients: ReturnType<typeof cloudClients>;
let calls: string[];
let pauses: number[];
let lines: string[];

beforeEach(async () => {
  clock = manualClock();
  cloud = await startLocalCloud({ buckets: ['requests', 'others'], clock });
  clients = cloudClients(cloud.url);
  [calls, pauses, lines] = [[], [], []];
  watchCalls(clients.s3, { before: ({ name }) => void calls.push(name) });
});
afterEach(async () => {
  clients.destroy();
  await cloud.close();
});

function source(options: Partial<S3SourceOptions> = {}): RequestSource {
  const log = (_fields: object, message: string) => void lines.push(message);
  return createS3Source({
    ...{ s3: clients.s3, requestBuckets: ['requests'], skippedPrefixes: ['widgets/'] },
    log: { debug: log, info: log, warn: log, error: log },
    clock: { now: () => clock.now(), monotonic: () => clock.now() },
    sleep: (milliseconds) => {
      pauses.push(milliseconds);
      clock.advance(milliseconds);
      return Promise.resolve();
    },
    random: () => 0,
    ...options,
  });
}

const put = (Key: string, Body = create(Key), Bucket = 'requests') =>
  clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: Buffer.from(Body) }));
async function keysIn(Bucket: string): Promise<(string | undefined)[]> {
  const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key);
}
const ids = (deliveries: readonly Delivery[]): string[] => deliveries.map(({ id }) => id);
/** Reads and acknowledges. */
async function finish(deliveries: readonly Delivery[]): Promise<void> {
  await Promise.all(deliveries.map((delivery) => delivery.read()));
  await Promise.all(deliveries.map((delivery) => delivery.acknowledge()));
}
const count = (name: string): number => calls.filter((call) => call === name).length;

describe('polling', () => {
  test('brings the smallest keys first, and none that is in hand', async () => {
    for (const at of [3, 1, 2]) await put(keyOf(at));
    const work = source();
    expect(ids(await work.receive(2))).toEqual([`requests/${keyOf(1)}`, `requests/${keyOf(2)}`]);
    await put(keyOf(0));
    expect(ids(await work.receive(5))).toEqual([`requests/${keyOf(3)}`, `requests/${keyOf(0)}`]);
    expect(await work.receive(5)).toEqual([]);
  });

  test('merges several buckets by their keys', async () => {
    for (const at of [1, 4]) await put(keyOf(at));
    for (const at of [2, 3]) await put(keyOf(at), create('w'), 'others');
    const work = source({ requestBuckets: ['requests', 'others'] });
    const received = ids(await work.receive(10));
    expect(received).toEqual([
      ...[`requests/${keyOf(1)}`, `others/${keyOf(2)}`],
      ...[`others/${keyOf(3)}`, `requests/${keyOf(4)}`],
    ]);
  });

  test('does not bring again what is deleted while a listing that shows it is on its way', async () => {
    for (const at of [1, 2]) await put(keyOf(at));
    const work = source();
    const [first] = await work.receive(1);
    await first?.read();
    await work.receive(1);
    await put(keyOf(3));
    watchCalls(clients.s3, {
      after: ({ name }) => (name === 'ListObjectsV2' ? first?.acknowledge() : undefined),
    });
    expect(ids(await work.receive(5))).toEqual([`requests/${keyOf(3)}`]);
    expect(await keysIn('requests')).toEqual([keyOf(2), keyOf(3)]);
  });

  test('pauses 100 ms when there is nothing', async () => {
    const work = source();
    expect(await work.receive(1)).toEqual([]);
    expect(pauses).toEqual([100]);
    await put(keyOf(1));
    expect(await work.receive(1)).toHaveLength(1);
  });

  test('takes one LIST for up to 1,000 requests, one GET each, and deletes them together', async () => {
    for (let at = 0; at < 60; at += 1) await put(keyOf(at));
    calls = [];
    const work = source();
    for (let at = 0; at < 3; at += 1) await finish(await work.receive(20));
    expect({ list: count('ListObjectsV2'), get: count('GetObject'), delete: count('DeleteObjects') }).toEqual(
      { list: 1, get: 60, delete: 3 },
    );
    expect(await keysIn('requests')).toEqual([]);
  });

  test('never looks at widgets and rejected requests, and lists on past them in one step', async () => {
    const widgets = ['widgets/mary-matthews/w'];
    for (let at = 0; at < 1200; at += 40)
      await Promise.all(Array.from({ length: 40 }, (_, more) => put(`rejected/${at + more}`, 'x')));
    for (const key of [...widgets, 'zebra', 'request-1']) await put(key);
    calls = [];
    expect(ids(await source().receive(2))).toEqual(['requests/request-1', 'requests/zebra']);
    expect(count('ListObjectsV2')).toBe(2);
  });

  test('stops the run when the bucket is gone', async () => {
    await expect(source({ requestBuckets: ['gone'] }).receive(1)).rejects.toThrow(CannotContinue);
  });

  test('reads keys of all kinds of characters', async () => {
    const keys = ['a b', 'a+b', 'a%2Bb', 'é&?#', '\u0001', '\u{1f600}'];
    for (const key of keys) await put(key);
    const deliveries = await source().receive(10);
    expect(ids(deliveries).sort()).toEqual(keys.map((key) => `requests/${key}`).sort());
    for (const delivery of deliveries) expect(await delivery.read()).toMatchObject([{ kind: 'request' }]);
  });
});

describe('a polled object', () => {
  async function only(work: RequestSource): Promise<Delivery> {
    const [delivery, ...others] = await work.receive(10);
    if (delivery === undefined || others.length > 0) throw new Error('expected one object');
    return delivery;
  }

  test('is a request that somebody may have had before, stamped by its key', async () => {
    await put(keyOf(1), create('w'));
    expect(await (await only(source())).read()).toEqual([
      {
        kind: 'request',
        request: expect.objectContaining({ widgetId: 'w' }),
        stamp: keyOf(1),
        origin: {
          object: { bucket: 'requests', key: keyOf(1) },
          mayBeRepeat: true,
          readSince: clock.now(),
          followsItsCreate: true,
        },
      },
    ]);
  });

  test('whose key tells no stamp gets the time when it was stored', async () => {
    await put('plain.json');
    const storedAt = clock.now();
    clock.advance(5_000);
    expect(await (await only(source())).read()).toMatchObject([{ stamp: `${storedAt}~0~plain.json` }]);
  });

  test.each([
    ['is no request', 'nonsense', 'the request is not JSON'],
    ['is empty', '', 'the request is empty'],
    ['is larger than 1 MiB', 'x'.repeat(1024 * 1024 + 1), 'the request object is larger than 1 MiB'],
  ])('that %s is moved under rejected/, with the reason', async (_what, body, reason) => {
    await put('a b/é', body);
    const work = source();
    const delivery = await only(work);
    expect(await delivery.read()).toEqual([{ kind: 'invalid', reason }]);
    await delivery.refuse(`${reason} — é\n`);
    expect(await keysIn('requests')).toEqual(['rejected/a b/é']);
    const rejected = { Bucket: 'requests', Key: 'rejected/a b/é' };
    const { Metadata, ContentLength } = await clients.s3.send(new HeadObjectCommand(rejected));
    expect(Metadata).toEqual({ 'widget-refused-reason': `${reason} ? ??` });
    expect(ContentLength).toBe(Buffer.byteLength(body));
    expect(await work.receive(10)).toEqual([]);
    expect(await work.isDrained()).toBe(true);
  });

  test('stays where it is when it cannot be moved, and nothing else is left to do', async () => {
    await put(keyOf(1), 'nonsense');
    const work = source();
    const delivery = await only(work);
    watchCalls(clients.s3, {
      before: ({ name }) => {
        if (name === 'CopyObject') throw new Error('denied');
      },
    });
    await expect(delivery.refuse('because')).rejects.toThrow('denied');
    expect(await keysIn('requests')).toEqual([keyOf(1)]);
    expect(await work.receive(10)).toEqual([]);
    expect(await work.isDrained()).toBe(true);
    clock.advance(1_000);
    expect(await work.receive(10)).toHaveLength(1);
  });

  test('that was given back comes again: at once, or after a delay that doubles, up to half a minute when it may heal', async () => {
    await put(keyOf(1));
    await put(keyOf(2));
    const work = source();
    const [first] = await work.receive(1);
    await first?.release('now');
    expect(ids(await work.receive(1))).toEqual([`requests/${keyOf(1)}`]);
    const heals = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].map(
      (delay) => ['soon', delay] as const,
    );
    const stays = [1_000, 2_000, 4_000].map((delay) => ['later', delay] as const);
    for (const [when, delay] of [...heals, ...stays]) {
      await first?.release(when);
      clock.advance(delay - 1);
      expect(ids(await work.receive(1))).not.toContain(`requests/${keyOf(1)}`);
      expect(await work.isDrained()).toBe(false);
      clock.advance(1);
      expect(ids(await work.receive(1))).toEqual([`requests/${keyOf(1)}`]);
    }
  });

  test('that is gone was done by somebody else: no request, and nothing to delete', async () => {
    await put(keyOf(1));
    const [mine, theirs] = [source(), source()];
    const delivery = await only(mine);
    await finish([await only(theirs)]);
    expect(await delivery.read()).toEqual([]);
    calls = [];
    await delivery.acknowledge();
    expect(calls).toEqual([]);
    expect(lines).toEqual(['gone: somebody else has done it']);
  });
});

describe('an object whose widget is missing', () => {
  const young = 10_000;
  /** Whether it may wait; it is given back if so. */
  async function waits(delivery: Delivery | undefined): Promise<boolean> {
    if (delivery === undefined) throw new Error('nothing came');
    const may = await delivery.canWait();
    if (may) await delivery.release('for-widget');
    return may;
  }
  async function again(work: RequestSource): Promise<Delivery | undefined> {
    clock.advance(1_000);
    return (await work.receive(1))[0];
  }

  test('waits while it is younger than 10 s, without a call', async () => {
    await put(keyOf(1));
    const work = source();
    const [first] = await work.receive(1);
    clock.advance(young - 1);
    calls = [];
    expect(await waits(first)).toBe(true);
    expect(calls).toEqual([]);
  });

  test('waits while a smaller key is in the bucket, however old it is, and has one more try after that', async () => {
    for (const at of [1, 2]) await put(keyOf(at));
    clock.advance(young);
    const theirs = source();
    const [create] = await theirs.receive(1);
    const work = source();
    await work.receive(1);
    let update = (await work.receive(1))[0];
    for (let times = 0; times < 3; times += 1) {
      expect(await waits(update)).toBe(true);
      expect(await work.receive(1)).toEqual([]);
      update = await again(work);
    }
    await finish(create ? [create] : []);
    expect(await waits(update)).toBe(true);
    const [last] = await work.receive(1);
    expect(await waits(last)).toBe(false);
  });

  test('does not wait for other updates, nor for what was refused and could not be moved', async () => {
    const update = JSON.stringify({ type: 'update', requestId: 'r', widgetId: 'w', owner: 'Mary Matthews' });
    for (const at of [1, 2, 3]) await put(keyOf(at), update);
    clock.advance(young);
    const work = source();
    const [odd, first, second] = await work.receive(3);
    watchCalls(clients.s3, {
      before: ({ name }) => {
        if (name === 'CopyObject') throw new Error('denied');
      },
    });
    await expect(odd?.refuse('because')).rejects.toThrow('denied');
    for (const one of [first, second]) {
      await one?.read();
      expect(await waits(one)).toBe(true);
    }
    const last = await work.receive(3);
    expect(last).toHaveLength(2);
    for (const one of last) expect(await waits(one)).toBe(false);
  });
});

describe('a run that is to stop when the bucket is empty', () => {
  const forbid = (): void =>
    watchCalls(clients.s3, {
      before: ({ name }) => {
        const told = { name: 'AccessDenied', $fault: 'client', $metadata: {} } as const;
        if (name === 'GetObject') throw new S3ServiceException(told);
      },
    });

  test('cannot go on when all that is left cannot be read: nobody knows what it asks for', async () => {
    for (const at of [1, 2]) await put(keyOf(at));
    const work = source();
    const [one, other] = await work.receive(2);
    forbid();
    await one?.read();
    await one?.release('later');
    await other?.release('for-widget');
    await expect(work.isDrained()).rejects.toThrow(
      `Nothing is left but what cannot be read (1), among it requests/${keyOf(1)}: S3 does not let us read`,
    );
  });
});

test('two sources on one bucket part company when they meet', async () => {
  for (let at = 0; at < 40; at += 1) await put(keyOf(at));
  const [one, other] = [source(), source({ random: () => 0.5 })];
  const theirs = await other.receive(4);
  await finish(await one.receive(8));
  await Promise.all(theirs.map((delivery) => delivery.read()));
  expect(ids(await other.receive(1))).toEqual([`requests/${keyOf(24)}`]);
  expect(ids(await one.receive(1))).toEqual([`requests/${keyOf(8)}`]);
});
