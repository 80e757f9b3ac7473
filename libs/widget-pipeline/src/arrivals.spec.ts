import { describe, expect, test } from '@jest/globals';
import { createArrivals } from './arrivals';
import { deferred, quiet } from './testing/deferred';

function heldArrivals() {
  const arrivals = createArrivals();
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

  test('report a failure only in its turn', async () => {
    const { arrive } = heldArrivals();
    const [a, b] = [arrive('a'), arrive('b')];
    let reported = false;
    const failed = b.arrived.catch(() => {
      reported = true;
    });
    b.task.reject(new Error('b failed'));
    await quiet();
    expect(reported).toBe(false);
    a.task.resolve('a');
    await failed;
    expect(reported).toBe(true);
  });

  // Jest fails a test at whose end a rejection is unhandled.
  test('leave a failure whose turn has not come unhandled at no time', async () => {
    const { arrive, proceeded } = heldArrivals();
    void arrive('a');
    const b = arrive('b');
    b.task.reject(new Error('b failed'));
    await quiet();
    expect(proceeded).toEqual([]);
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
    const arrivals = createArrivals();
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
