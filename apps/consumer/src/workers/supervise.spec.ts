import { describe, expect, test } from '@jest/globals';
import { UserError } from '@widgets/cli-kit';
import { setImmediate } from 'node:timers/promises';
import type { Account } from './account';
import type { Order, Report } from './messages';
import { supervise, type Ending, type StartWorker } from './supervise';

type Life = {
  readonly number: number;
  readonly maxRequests: number;
  readonly orders: Order[];
  readonly report: (report: Report) => void;
  readonly end: (ending: Partial<Ending>) => void;
};

const KILLED = { signal: 'SIGKILL' };
const DONE = { code: 0 };

const applied = (count: number): Account => ({
  outcomes: [['create', 'applied', count]],
  calls: { counts: { s3: {}, sqs: {}, dynamodb: {} }, billed: [] },
  requestBuckets: [],
});

/** Workers that live and die as the test says, and pauses that are over at once. */
function setUp(...shares: number[]) {
  const lives: Life[] = [];
  const pauses: number[] = [];
  const warnings: unknown[] = [];
  const [stop, giveUp] = [new AbortController(), new AbortController()];
  const start: StartWorker = (worker, report) => {
    const orders: Order[] = [];
    const ended = new Promise<Ending>((resolve) => {
      const end: Life['end'] = (ending) => resolve({ code: null, signal: null, ...ending });
      lives.push({ ...worker, orders, report, end });
    });
    return { pid: lives.length, tell: (order) => void orders.push(order), ended };
  };
  const ignore = (): void => undefined;
  const workers = supervise({
    ...{ shares, start, onHeadline: ignore, signal: stop.signal, giveUp: giveUp.signal },
    log: { debug: ignore, info: ignore, warn: (fields) => void warnings.push(fields), error: ignore },
    sleep: (milliseconds) => Promise.resolve(void pauses.push(milliseconds)),
    monotonic: () => 0,
  });
  /** Resolves with the life of that number, from 0, when it has begun. */
  const life = async (at: number): Promise<Life> => {
    for (;;) {
      const found = lives[at];
      if (found) return found;
      await setImmediate();
    }
  };
  return { workers, lives, life, pauses, warnings, stop, giveUp };
}

describe('workers', () => {
  test('that have done their share end the run, and their accounts are those of all', async () => {
    const { workers, life } = setUp(3, 4);
    for (const at of [0, 1]) {
      const one = await life(at);
      one.report({ kind: 'account', account: applied(one.maxRequests - 1) });
      one.report({ kind: 'account', account: applied(one.maxRequests) });
      one.end(DONE);
    }
    await workers.ended;
    expect(workers.accounts()).toEqual([applied(3), applied(4)]);
  });

  test('are told to stop once each, and to give up', async () => {
    const { workers, lives, life, stop, giveUp } = setUp(0, 0);
    await life(1);
    stop.abort();
    expect(lives.map(({ orders }) => orders)).toEqual([['stop'], ['stop']]);
    giveUp.abort();
    expect(lives.map(({ orders }) => orders)).toEqual([
      ['stop', 'give-up'],
      ['stop', 'give-up'],
    ]);
    for (const { end } of lives) end(DONE);
    await expect(workers.ended).resolves.toBeUndefined();
  });
});

describe('a worker that dies', () => {
  test('is started again with what is left of its share, and what it has done still counts', async () => {
    const { workers, life, pauses, warnings } = setUp(10);
    const first = await life(0);
    first.report({ kind: 'account', account: applied(4) });
    first.end(KILLED);
    const second = await life(1);
    expect(second).toMatchObject({ number: 1, maxRequests: 6 });
    second.report({ kind: 'account', account: applied(6) });
    second.end(DONE);
    await workers.ended;
    expect(pauses).toEqual([500]);
    expect(warnings).toEqual([{ worker: 1, how: 'SIGKILL', delayMs: 500 }]);
    expect(workers.accounts()).toEqual([applied(4), applied(6)]);
  });

  test('again and again ends the run, after the others have stopped', async () => {
    const { workers, life } = setUp(0, 0);
    const other = await life(1);
    (await life(0)).end({ code: 1 });
    for (let at = 2; at <= 6; at += 1) (await life(at)).end({ code: 1 });
    while (other.orders.length === 0) await setImmediate();
    expect(other.orders).toEqual(['stop']);
    other.end(DONE);
    await expect(workers.ended).rejects.toThrow(
      'worker 1 died more than 5 times in a minute, last: exit code 1',
    );
  });

  test('while it is to stop is not started again, and is told', async () => {
    const { workers, lives, life, stop } = setUp(0);
    const one = await life(0);
    stop.abort();
    one.end(KILLED);
    await expect(workers.ended).rejects.toThrow('worker 1 died (SIGKILL)');
    expect(lives).toHaveLength(1);
  });
});

test('a worker that cannot go on stops all, and the worst exit code counts', async () => {
  const { workers, lives, life } = setUp(0, 0);
  const [one, other] = [await life(0), await life(1)];
  one.report({ kind: 'failed', message: 'the bucket is gone', exitCode: 1 });
  one.end({ code: 1 });
  while (other.orders.length === 0) await setImmediate();
  other.report({ kind: 'failed', message: 'no bucket is named', exitCode: 2 });
  other.end({ code: 2 });
  const failure = await workers.ended.catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure).toMatchObject({ message: 'no bucket is named', exitCode: 2 });
  expect(lives).toHaveLength(2);
});
