import { describe, expect, test } from '@jest/globals';
import { CannotBeSent, type OutgoingRequest } from '@widgets/request-channel';
import type { Log } from '@widgets/widget-pipeline';
import type { Outgoing } from './outgoing';
import { createSent, produce, sentTotal, type ProduceOptions } from './produce';
import { NO_RECORDER } from './recorder';

const NEVER = new AbortController().signal;
const SILENT: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
function ignore(): void {
  // Nobody reads this log.
}

const outgoing = (key: string): Outgoing => ({
  bytes: Buffer.from('{}'),
  key,
  stamp: key,
  lane: key,
  type: 'create',
  requestId: `request of ${key}`,
  widgetId: `widget of ${key}`,
});

function* numbered(count: number): Generator<Outgoing> {
  for (let at = 0; at < count; at += 1) yield outgoing(`k${at}`);
}

/** A clock that moves only when somebody sleeps. */
function fakeTime() {
  let now = 0;
  return {
    monotonic: () => now,
    sleep: (milliseconds: number) => {
      now += Math.max(0, milliseconds);
      return Promise.resolve();
    },
  };
}

function setUp(publish: (request: OutgoingRequest) => Promise<void>, more: Partial<ProduceOptions> = {}) {
  const options: ProduceOptions = {
    requests: numbered(10),
    publisher: { publish, flush: () => Promise.resolve() },
    recorder: NO_RECORDER,
    sent: createSent(),
    concurrency: 4,
    delayMs: 0,
    ...fakeTime(),
    log: SILENT,
    giveUp: NEVER,
    done: 'stored',
    ...more,
  };
  return options;
}

describe('producing', () => {
  test('sends every request once, in order, and counts it', async () => {
    const keys: string[] = [];
    const options = setUp(({ key }) => Promise.resolve(void keys.push(key)));
    await produce(options, NEVER);
    expect(keys).toEqual([...numbered(10)].map(({ key }) => key));
    expect(options.sent.counts).toEqual(new Map([['create', 10]]));
  });

  test('logs each request with its ids when it is generated and when it is where it goes', async () => {
    const lines: unknown[] = [];
    const debug: Log['debug'] = (fields, message) => lines.push([message, fields]);
    await produce(
      setUp(() => Promise.resolve(), { requests: numbered(1), log: { ...SILENT, debug } }),
      NEVER,
    );
    const fields = { key: 'k0', type: 'create', requestId: 'request of k0', widgetId: 'widget of k0' };
    expect(lines).toEqual([
      ['generated', fields],
      ['stored', fields],
    ]);
  });

  test('never has more requests under way than its concurrency, and reaches it', async () => {
    let underWay = 0;
    let most = 0;
    const options = setUp(async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
    });
    await produce(options, NEVER);
    expect(most).toBe(4);
  });

  test('begins requests the delay apart', async () => {
    const time = fakeTime();
    const begun: number[] = [];
    await produce(
      setUp(() => Promise.resolve(void begun.push(time.monotonic())), {
        ...time,
        delayMs: 100,
        requests: numbered(4),
      }),
      NEVER,
    );
    expect(begun).toEqual([0, 100, 200, 300]);
  });

  test('after a request was held up it does not hurry to catch up', async () => {
    const time = fakeTime();
    const begun: number[] = [];
    const publish = async (): Promise<void> => {
      begun.push(time.monotonic());
      if (begun.length === 1) await time.sleep(1000);
    };
    await produce(setUp(publish, { ...time, delayMs: 100, concurrency: 1, requests: numbered(3) }), NEVER);
    expect(begun).toEqual([0, 1000, 1100]);
  });

  test('leaves out and counts a request that cannot be sent, and goes on', async () => {
    const options = setUp(({ key }) =>
      key === 'k3' ? Promise.reject(new CannotBeSent('a message cannot be empty')) : Promise.resolve(),
    );
    await produce(options, NEVER);
    expect(sentTotal(options.sent)).toBe(9);
    expect(options.sent.cannotBeSent).toBe(1);
  });

  test('stops at the first failure of another kind, after those under way have ended', async () => {
    const ended: string[] = [];
    const options = setUp(async ({ key }) => {
      if (key === 'k0') throw new Error('the bucket is gone');
      await new Promise(setImmediate);
      ended.push(key);
    });
    await expect(produce(options, NEVER)).rejects.toThrow('the bucket is gone');
    expect(ended.length).toBe(sentTotal(options.sent));
    expect(ended.length).toBeLessThan(9);
  });

  test('when it is stopped, confirms what it has begun and begins nothing more', async () => {
    const stop = new AbortController();
    const options = setUp(
      async ({ key }) => {
        if (key === 'k2') stop.abort();
        await new Promise(setImmediate);
      },
      { requests: numbered(1000) },
    );
    await produce(options, stop.signal);
    expect(sentTotal(options.sent)).toBeGreaterThanOrEqual(3);
    expect(sentTotal(options.sent)).toBeLessThanOrEqual(4);
  });
});
