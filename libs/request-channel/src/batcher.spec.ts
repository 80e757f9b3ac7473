import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createBatcher, type BatcherOptions, type ItemResult } from './batcher';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A batcher of texts, each as large as it is long, and the batches that it has sent so far. */
function batcherOf(options: Partial<BatcherOptions<string>> = {}) {
  const batches: string[][] = [];
  const batcher = createBatcher<string>({
    maxItems: 3,
    maxBytes: 10,
    sizeOf: (text) => text.length,
    lingerMs: 50,
    send: (items) => {
      batches.push([...items]);
      return Promise.resolve(items.map(() => undefined));
    },
    ...options,
  });
  return { batcher, batches };
}

describe('a batch is sent', () => {
  test('when it has its number of items', async () => {
    const { batcher, batches } = batcherOf();
    await Promise.all(['a', 'b', 'c'].map((item) => batcher.add(item)));
    expect(batches).toEqual([['a', 'b', 'c']]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('before an item that would make it too large', () => {
    const { batcher, batches } = batcherOf();
    void batcher.add('12345');
    void batcher.add('1234567');
    expect(batches).toEqual([['12345']]);
    jest.advanceTimersByTime(50);
    expect(batches).toEqual([['12345'], ['1234567']]);
  });

  test('with an item that fills it to the byte', () => {
    const { batcher, batches } = batcherOf();
    void batcher.add('12345');
    void batcher.add('67890');
    jest.advanceTimersByTime(50);
    expect(batches).toEqual([['12345', '67890']]);
  });

  test('with all the bytes to itself again, whatever was sent before', () => {
    const { batcher, batches } = batcherOf();
    void batcher.add('12345678');
    void batcher.flush();
    void batcher.add('123');
    void batcher.add('456');
    jest.advanceTimersByTime(50);
    expect(batches).toEqual([['12345678'], ['123', '456']]);
  });

  test('of one item that is too large by itself', () => {
    const { batcher, batches } = batcherOf();
    void batcher.add('12345678901');
    void batcher.add('a');
    expect(batches).toEqual([['12345678901']]);
  });

  test('when its first item has waited long enough', () => {
    const { batcher, batches } = batcherOf();
    void batcher.add('a');
    jest.advanceTimersByTime(30);
    void batcher.add('b');
    jest.advanceTimersByTime(19);
    expect(batches).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(batches).toEqual([['a', 'b']]);
  });

  test('with a wait of its own, not with what was left of the wait before', () => {
    const { batcher, batches } = batcherOf();
    void batcher.add('a');
    jest.advanceTimersByTime(40);
    void batcher.flush();
    void batcher.add('b');
    jest.advanceTimersByTime(49);
    expect(batches).toEqual([['a']]);
    jest.advanceTimersByTime(1);
    expect(batches).toEqual([['a'], ['b']]);
  });

  test('at once by a flush, which resolves when nothing is under way', async () => {
    const answer = new AbortController();
    const send = (items: readonly string[]) =>
      new Promise<ItemResult[]>((resolve) => {
        answer.signal.addEventListener('abort', () => resolve(items.map(() => undefined)));
      });
    const { batcher } = batcherOf({ send });
    const events: string[] = [];
    void batcher.add('a').then(() => events.push('added'));
    const flushed = batcher.flush().then(() => events.push('flushed'));
    events.push('answered');
    answer.abort();
    await flushed;
    expect(events).toEqual(['answered', 'added', 'flushed']);
  });
});

test('a flush of nothing sends nothing', async () => {
  const { batcher, batches } = batcherOf();
  await batcher.flush();
  expect(batches).toEqual([]);
});

test('an item that fails rejects alone', async () => {
  const send = (items: readonly string[]) =>
    Promise.resolve(items.map((item) => (item === 'b' ? new Error('refused') : undefined)));
  const { batcher } = batcherOf({ send });
  const results = await Promise.allSettled(['a', 'b', 'c'].map((item) => batcher.add(item)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(results[1]).toMatchObject({ reason: { message: 'refused' } });
});

test('a call that fails rejects every item of its batch, and no flush', async () => {
  const { batcher } = batcherOf({ send: () => Promise.reject(new Error('no network')) });
  const added = Promise.allSettled(['a', 'b'].map((item) => batcher.add(item)));
  await batcher.flush();
  expect(await added).toMatchObject([
    { status: 'rejected', reason: { message: 'no network' } },
    { status: 'rejected', reason: { message: 'no network' } },
  ]);
});

test('a call that throws at once fails its batch, and the next goes on', async () => {
  let calls = 0;
  const send = (items: readonly string[]) => {
    calls += 1;
    if (calls === 1) throw new Error('broken');
    return Promise.resolve(items.map(() => undefined));
  };
  const { batcher } = batcherOf({ send, maxItems: 1 });
  await expect(batcher.add('a')).rejects.toThrow('broken');
  await expect(batcher.add('b')).resolves.toBeUndefined();
});
