import { describe, expect, test } from '@jest/globals';
import { createArrivals } from './arrivals';
import type { Sleep } from './ports';
import { deferred, quiet } from './testing/deferred';

const NEVER = () => new Promise<never>(() => undefined);

function heldArrivals(sleep: Sleep = NEVER) {
  const arrivals = createArrivals(sleep);
  const started: string[] = [];
  const proceeded: string[] = [];
  return {
    started,
    proceeded,
    arrive: (
      name: string,
      going: (result: string) => Promise<string> = (result) => Promise.resolve(`${result}!`),
    ) => {
      const task = deferred<string>();
      const arrived = arrivals.arrive(
        () => {
          started.push(name);
          return task.promise;
        },
        (result) => {
          proceeded.push(result);
          return going(result);
        },
      );
      return { task, arrived };
    },
  };
}

describe('arrivals', () => {
  test('start every task at once', () => {
    const { arrive, started } = heldArrivals();
    for (const name of ['a', 'b', 'c']) void arrive(name);
    expect(started).toEqual(['a', 'b', 'c']);
  });

  test('proceed in the order of arrival, although tasks end in another', async () => {
    const { arrive, proceeded } = heldArrivals();
    const [a, b, c] = [arrive('a'), arrive('b'), arrive('c')];
    c.task.resolve('c');
    await quiet();
    b.task.resolve('b');
    await quiet();
    expect(proceeded).toEqual([]);
    a.task.resolve('a');
    expect(await Promise.all([a.arrived, b.arrived, c.arrived])).toEqual(['a!', 'b!', 'c!']);
    expect(proceeded).toEqual(['a', 'b', 'c']);
  });

  test('do not wait for what those before them proceed to', async () => {
    const { arrive, proceeded } = heldArrivals();
    const going = deferred<string>();
    const a = arrive('a', () => going.promise);
    const b = arrive('b');
    a.task.resolve('a');
    b.task.resolve('b');
    expect(await b.arrived).toBe('b!');
    expect(proceeded).toEqual(['a', 'b']);
    going.resolve('late');
    expect(await a.arrived).toBe('late');
  });

  test('let the next go on when one fails, whose failure is its own', async () => {
    const { arrive, proceeded } = heldArrivals();
    const [a, b, c] = [arrive('a'), arrive('b'), arrive('c')];
    const failed = expect(b.arrived).rejects.toThrow('b failed');
    c.task.resolve('c');
    a.task.resolve('a');
    b.task.reject(new Error('b failed'));
    await failed;
    expect(await c.arrived).toBe('c!');
    expect(proceeded).toEqual(['a', 'c']);
  });

  test('report a failure at once', async () => {
    const { arrive, proceeded } = heldArrivals();
    void arrive('a');
    const b = arrive('b');
    b.task.reject(new Error('b failed'));
    await expect(b.arrived).rejects.toThrow('b failed');
    expect(proceeded).toEqual([]);
  });

  test('that are ready wait a second at most for one that takes longer', async () => {
    const waits: { milliseconds: number; over: () => void }[] = [];
    const { arrive, proceeded } = heldArrivals(
      (milliseconds) => new Promise((over) => waits.push({ milliseconds, over })),
    );
    const [a, b, c] = [arrive('a'), arrive('b'), arrive('c')];
    b.task.resolve('b');
    c.task.resolve('c');
    await quiet();
    expect(waits.map(({ milliseconds }) => milliseconds)).toEqual([1000, 1000]);
    expect(proceeded).toEqual([]);
    waits[0]?.over();
    await b.arrived;
    expect(proceeded).toEqual(['b']);
    waits[1]?.over();
    await c.arrived;
    a.task.resolve('a');
    await a.arrived;
    expect(proceeded).toEqual(['b', 'c', 'a']);
  });

  test('end their wait when it is no longer needed', async () => {
    const signals: AbortSignal[] = [];
    const { arrive } = heldArrivals((_milliseconds, signal) => {
      if (signal) signals.push(signal);
      return NEVER();
    });
    const [a, b] = [arrive('a'), arrive('b')];
    b.task.resolve('b');
    await quiet();
    a.task.resolve('a');
    await Promise.all([a.arrived, b.arrived]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test.each([
    ['rejects', () => Promise.reject(new Error('no way on'))],
    [
      'throws',
      () => {
        throw new Error('no way on');
      },
    ],
  ])('let the next go on when what one proceeds to %s', async (_, going) => {
    const { arrive } = heldArrivals();
    const [a, b] = [arrive('a', going), arrive('b')];
    const failed = expect(a.arrived).rejects.toThrow('no way on');
    a.task.resolve('a');
    b.task.resolve('b');
    await failed;
    expect(await b.arrived).toBe('b!');
  });

  test('let the next go on when a task throws before it is under way', async () => {
    const arrivals = createArrivals(NEVER);
    const first = arrivals.arrive(
      () => {
        throw new Error('at once');
      },
      () => Promise.resolve('never'),
    );
    await expect(first).rejects.toThrow('at once');
    const second = arrivals.arrive(
      () => Promise.resolve('b'),
      (result) => Promise.resolve(result),
    );
    expect(await second).toBe('b');
  });
});
