import { describe, expect, test } from '@jest/globals';
import { CannotBeSent, type OutgoingRequest } from '@widgets/request-channel';
import type { Log } from '@widgets/widget-pipeline';
import type { Outgoing } from './outgoing';
import { delayPace, ratePace } from './pace';
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
  const time = fakeTime();
  const options: ProduceOptions = {
    requests: numbered(10),
    publisher: { publish, flush: () => Promise.resolve() },
    recorder: NO_RECORDER,
    sent: createSent(),
    concurrency: 4,
    pace: delayPace(0, time.monotonic),
    sleep: time.sleep,
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
        sleep: time.sleep,
        pace: delayPace(100, time.monotonic),
        requests: numbered(4),
      }),
      NEVER,
    );
    expect(begun).toEqual([0, 100, 200, 300]);
  });

  test('at a rate, requests that a full house made late follow at once, and how late they were is told', async () => {
    const time = fakeTime();
    const pace = ratePace(10, time.monotonic);
    const begun: number[] = [];
    const publish = async (): Promise<void> => {
      begun.push(time.monotonic());
      if (begun.length === 1) await time.sleep(350);
    };
    const options = { sleep: time.sleep, pace, concurrency: 1, requests: numbered(6) };
    await produce(setUp(publish, options), NEVER);
    expect(begun).toEqual([0, 350, 350, 350, 400, 500]);
    expect(pace.lag).toMatchObject({ most: 250, last: 0 });
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
  test('when its requests cannot be read any further, confirms what it has begun, and rejects', async () => {
    const confirmed: string[] = [];
    function* broken(): Generator<Outgoing> {
      yield* numbered(3);
      throw new Error('the disk is gone');
    }
    const publish = async ({ key }: OutgoingRequest): Promise<void> => {
      await new Promise(setImmediate);
      confirmed.push(key);
    };
    await expect(produce(setUp(publish, { requests: broken() }), NEVER)).rejects.toThrow('the disk is gone');
    expect(confirmed).toEqual(['k0', 'k1', 'k2']);
  });

  test('begins no request while the record has no room', async () => {
    const order: string[] = [];
    let makeRoom: () => void = () => undefined;
    const full = new Promise<void>((resolve) => (makeRoom = resolve));
    const recorder = {
      ...NO_RECORDER,
      untilReady: () => (order.length === 2 ? full.then(() => void order.push('room')) : Promise.resolve()),
    };
    const producing = produce(
      setUp(({ key }) => Promise.resolve(void order.push(key)), { recorder, requests: numbered(3) }),
      NEVER,
    );
    while (order.length < 2) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(order).toEqual(['k0', 'k1']);
    makeRoom();
    await producing;
    expect(order).toEqual(['k0', 'k1', 'room', 'k2']);
  });

  test.each([
    ['a place', 4],
    ['the rest', 100],
  ])('gives up while it waits for %s to be confirmed', async (_what, concurrency) => {
    const giveUp = new AbortController();
    const begun: string[] = [];
    const hang = ({ key }: OutgoingRequest) => new Promise<void>(() => void begun.push(key));
    const producing = produce(setUp(hang, { giveUp: giveUp.signal, concurrency }), NEVER);
    while (begun.length < Math.min(10, concurrency)) await new Promise(setImmediate);
    giveUp.abort();
    await expect(producing).rejects.toThrow(`${begun.length} requests are not confirmed`);
  });
});
