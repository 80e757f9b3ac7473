import { describe, expect, test } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import { createLeaseKeeper } from './lease-keeper';

const LEASE_MS = 30_000;

/** A keeper of 30 second leases, clocks to move, and what it asked SQS to renew. */
function keeperWith(
  renew: (handle: string) => Promise<'renewed' | 'lost'> = () => Promise.resolve('renewed'),
) {
  const time = { wall: 1_700_000_000_000, monotonic: 5_000 };
  const renewed: string[] = [];
  const keeper = createLeaseKeeper({
    leaseSeconds: LEASE_MS / 1000,
    clock: { now: () => time.wall, monotonic: () => time.monotonic },
    renew: (handle) => {
      renewed.push(handle);
      return renew(handle);
    },
  });
  const pass = (milliseconds: number): void => {
    time.wall += milliseconds;
    time.monotonic += milliseconds;
  };
  return { keeper, time, renewed, pass };
}

describe('a lease is renewed', () => {
  test('when half its time is up, and not before', async () => {
    const { keeper, renewed, pass } = keeperWith();
    keeper.hold('a', keeper.moment());
    pass(LEASE_MS / 2 - 1);
    await keeper.tick();
    expect(renewed).toEqual([]);
    pass(1);
    await keeper.tick();
    expect(renewed).toEqual(['a']);
  });

  test('again half a lease after the last renewal, for as long as it is held', async () => {
    const { keeper, renewed, pass } = keeperWith();
    const { leaseLost: lost } = keeper.hold('a', keeper.moment());
    for (let tick = 0; tick < 100; tick += 1) {
      pass(LEASE_MS / 10);
      await keeper.tick();
    }
    expect(renewed).toHaveLength(20);
    expect(lost.aborted).toBe(false);
  });

  test('from when the renewal was asked for, not from when it was answered', async () => {
    const answer = new AbortController();
    const { keeper, pass } = keeperWith(
      () =>
        new Promise((resolve) => {
          answer.signal.addEventListener('abort', () => resolve('renewed'));
        }),
    );
    const { leaseLost: lost } = keeper.hold('a', keeper.moment());
    pass(LEASE_MS / 2);
    const ticked = keeper.tick();
    pass(LEASE_MS / 3);
    answer.abort();
    await ticked;
    pass((LEASE_MS * 2) / 3);
    await keeper.tick();
    expect(lost.aborted).toBe(true);
  });

  test('not twice at once', async () => {
    const answer = new AbortController();
    const { keeper, renewed, pass } = keeperWith(
      () =>
        new Promise((resolve) => {
          answer.signal.addEventListener('abort', () => resolve('renewed'));
        }),
    );
    keeper.hold('a', keeper.moment());
    pass(LEASE_MS / 2);
    const ticked = keeper.tick();
    await keeper.tick();
    expect(renewed).toEqual(['a']);
    answer.abort();
    await ticked;
  });

  test('again at the next tick when that failed, and the others’ renewals count', async () => {
    let broken = true;
    const { keeper, renewed, pass } = keeperWith((handle) =>
      broken && handle === 'b' ? Promise.reject(new Error('no network')) : Promise.resolve('renewed'),
    );
    for (const handle of ['a', 'b', 'c']) keeper.hold(handle, keeper.moment());
    pass(LEASE_MS / 2);
    await expect(keeper.tick()).rejects.toThrow('no network');
    broken = false;
    pass(LEASE_MS / 10);
    await keeper.tick();
    expect(renewed).toEqual(['a', 'b', 'c', 'b']);
  });
});

describe('a lease is lost', () => {
  test('when its time is up by both clocks', async () => {
    const { keeper, renewed, pass } = keeperWith();
    const { leaseLost: lost } = keeper.hold('a', keeper.moment());
    pass(LEASE_MS);
    await keeper.tick();
    expect(lost.aborted).toBe(true);
    expect(renewed).toEqual([]);
  });

  test.each(['wall', 'monotonic'] as const)('when its time is up by the %s clock alone', async (clock) => {
    const { keeper, time } = keeperWith();
    const { leaseLost: lost } = keeper.hold('a', keeper.moment());
    time[clock] += LEASE_MS;
    await keeper.tick();
    expect(lost.aborted).toBe(true);
  });

  test('no later because the wall clock was put back', async () => {
    const { keeper, time, renewed } = keeperWith();
    const { leaseLost: lost } = keeper.hold('a', keeper.moment());
    time.wall -= 3_600_000;
    time.monotonic += LEASE_MS / 2;
    await keeper.tick();
    expect(renewed).toEqual(['a']);
    time.monotonic += LEASE_MS;
    await keeper.tick();
    expect(lost.aborted).toBe(true);
  });

  test('when SQS says so, and that one alone', async () => {
    const { keeper, pass, renewed } = keeperWith((handle) =>
      Promise.resolve(handle === 'a' ? 'lost' : 'renewed'),
    );
    const [a, b] = ['a', 'b'].map((handle) => keeper.hold(handle, keeper.moment()).leaseLost);
    pass(LEASE_MS / 2);
    await keeper.tick();
    expect([a?.aborted, b?.aborted]).toEqual([true, false]);
    pass(LEASE_MS / 2);
    await keeper.tick();
    expect(renewed).toEqual(['a', 'b', 'b']);
  });

  test('while its renewal hangs', async () => {
    const { keeper, pass } = keeperWith(() => new Promise(() => undefined));
    const { leaseLost: lost } = keeper.hold('a', keeper.moment());
    pass(LEASE_MS / 2);
    void keeper.tick();
    pass(LEASE_MS / 2);
    await keeper.tick();
    expect(lost.aborted).toBe(true);
  });
});

test('the lease of a message that is given back is neither renewed nor lost', async () => {
  const { keeper, renewed, pass } = keeperWith();
  const life = keeper.hold('a', keeper.moment());
  const { leaseLost: lost } = life;
  life.move('releasing');
  pass(LEASE_MS / 2);
  await keeper.tick();
  pass(LEASE_MS);
  await keeper.tick();
  expect(renewed).toEqual([]);
  expect(lost.aborted).toBe(false);
});

test('all leases that count can be lost at once, and those alone', () => {
  const { keeper } = keeperWith();
  const [held, returned] = ['a', 'b'].map((handle) => keeper.hold(handle, keeper.moment()));
  returned?.move('releasing');
  expect(keeper.loseAll()).toEqual(['a']);
  expect([held?.state, returned?.state]).toEqual(['lost', 'releasing']);
});

test('who gives a message back can wait until no renewal of it is on its way', async () => {
  let answer: (how: 'renewed') => void = () => undefined;
  const { keeper, pass } = keeperWith(() => new Promise((resolve) => (answer = resolve)));
  keeper.hold('a', keeper.moment());
  await keeper.untilQuiet('a');
  pass(LEASE_MS / 2);
  const order: string[] = [];
  const ticked = keeper.tick();
  const quiet = keeper.untilQuiet('a').then(() => order.push('quiet'));
  await setImmediate();
  order.push('answered');
  answer('renewed');
  await Promise.all([quiet, ticked]);
  expect(order).toEqual(['answered', 'quiet']);
});

test('a lease that SQS calls lost while its message is given back is not lost: its message was dealt with', async () => {
  const { keeper, pass } = keeperWith(() => {
    life.move('releasing');
    return Promise.resolve('lost');
  });
  const life = keeper.hold('a', keeper.moment());
  const { leaseLost: lost } = life;
  pass(LEASE_MS / 2);
  await keeper.tick();
  expect(lost.aborted).toBe(false);
});

describe('a lease begins', () => {
  test.each(['wall', 'monotonic'] as const)('when the receive was called, by the %s clock', async (clock) => {
    const { keeper, renewed, time } = keeperWith();
    const asked = keeper.moment();
    time[clock] += LEASE_MS / 3;
    keeper.hold('a', asked);
    time[clock] += LEASE_MS / 6;
    await keeper.tick();
    expect(renewed).toEqual(['a']);
  });

  test('half a lease ago at the earliest: a poll longer than the lease does not lose it, it is renewed', async () => {
    const { keeper, renewed, pass } = keeperWith();
    const asked = keeper.moment();
    pass(LEASE_MS * 2);
    const { leaseLost: lost } = keeper.hold('a', asked);
    await keeper.tick();
    expect(lost.aborted).toBe(false);
    expect(renewed).toEqual(['a']);
  });
});
