import { describe, expect, test } from '@jest/globals';
import { compareStamps } from '@widgets/widget-model';
import fc from 'fast-check';
import { createLanes } from './lanes';
import { deferred, quiet } from './testing/deferred';

/** Lanes with tasks that last until the test ends them. */
function heldTasks() {
  const lanes = createLanes<string>((result) => result.endsWith('back'));
  const started: string[] = [];
  const ends = new Map<string, ReturnType<typeof deferred<string>>>();
  return {
    started,
    enter: (lane: string, stamp: string, name = `${lane}${stamp}`) => {
      const end = deferred<string>();
      ends.set(name, end);
      return lanes.enter(lane, stamp, () => {
        started.push(name);
        return end.promise;
      });
    },
    end: async (name: string, how = 'done') => {
      ends.get(name)!.resolve(`${name} ${how}`);
      await quiet();
    },
    fail: async (name: string) => {
      ends.get(name)!.reject(new Error(`${name} failed`));
      await quiet();
    },
  };
}

describe('lanes', () => {
  test('start a task at once when its lane is free, and give its result', async () => {
    const { enter, end, started } = heldTasks();
    const result = enter('a', '1');
    expect(started).toEqual(['a1']);
    await end('a1');
    expect(await result).toBe('a1 done');
  });

  test('run the tasks of one lane one after the other', async () => {
    const { enter, end, started } = heldTasks();
    void enter('a', '1');
    void enter('a', '2');
    await quiet();
    expect(started).toEqual(['a1']);
    await end('a1');
    expect(started).toEqual(['a1', 'a2']);
  });

  test('take the earliest stamp of those waiting, by bytes', async () => {
    const { enter, end, started } = heldTasks();
    for (const stamp of ['5', '9', '10', '\uffff', '😀', '2']) void enter('a', stamp);
    for (const stamp of ['5', '10', '2', '9', '\uffff', '😀']) await end(`a${stamp}`);
    expect(started).toEqual(['a5', 'a10', 'a2', 'a9', 'a\uffff', 'a😀']);
  });

  test('send back all that wait in a lane when a result says so, with that result, and no other lane', async () => {
    const { enter, end, started } = heldTasks();
    void enter('a', '1');
    void enter('b', '1');
    const [second, third, other] = [enter('a', '2'), enter('a', '3'), enter('b', '2')];
    await end('a1', 'goes back');
    expect(await Promise.all([second, third])).toEqual(['a1 goes back', 'a1 goes back']);
    expect(started).toEqual(['a1', 'b1']);
    void enter('a', '4');
    expect(started).toEqual(['a1', 'b1', 'a4']);
    await end('b1');
    await end('b2');
    expect(await other).toBe('b2 done');
  });

  test('let those with an earlier stamp go on when a result sends back the others', async () => {
    const { enter, end, started } = heldTasks();
    void enter('a', '3');
    const [create, update] = [enter('a', '1'), enter('a', '5')];
    await end('a3', 'goes back');
    expect(await update).toBe('a3 goes back');
    expect(started).toEqual(['a3', 'a1']);
    void enter('a', '4');
    expect(started).toEqual(['a3', 'a1']);
    await end('a1');
    expect(await create).toBe('a1 done');
    expect(started).toEqual(['a3', 'a1', 'a4']);
  });

  test('do not interrupt the task under way for an earlier stamp', async () => {
    const { enter, end, started } = heldTasks();
    void enter('a', '5');
    void enter('a', '1');
    await quiet();
    expect(started).toEqual(['a5']);
    await end('a5');
    expect(started).toEqual(['a5', 'a1']);
  });

  test('keep the order of entering among equal stamps', async () => {
    const { enter, end, started } = heldTasks();
    for (const name of ['first', 'second', 'third', 'fourth']) void enter('a', '1', name);
    for (const name of ['first', 'second', 'third']) await end(name);
    expect(started).toEqual(['first', 'second', 'third', 'fourth']);
  });

  test('run side by side', async () => {
    const { enter, end, started } = heldTasks();
    void enter('a', '1');
    void enter('b', '1');
    void enter('__proto__', '1');
    expect(started).toEqual(['a1', 'b1', '__proto__1']);
    void enter('a', '2');
    await end('b1');
    expect(started).toEqual(['a1', 'b1', '__proto__1']);
  });

  test('are freed by a task that fails, and give its failure to its owner alone', async () => {
    const { enter, end, fail } = heldTasks();
    const failing = enter('a', '1');
    const next = enter('a', '2');
    const failed = expect(failing).rejects.toThrow('a1 failed');
    await fail('a1');
    await failed;
    await end('a2');
    expect(await next).toBe('a2 done');
  });

  test('are freed by a task that throws before it is under way', async () => {
    const lanes = createLanes<string>();
    const failing = lanes.enter('a', '1', () => {
      throw new Error('at once');
    });
    await expect(failing).rejects.toThrow('at once');
    expect(await lanes.enter('a', '2', () => Promise.resolve('next'))).toBe('next');
  });

  test('are never taken twice by tasks that enter while one hands over to the next', async () => {
    const { enter, end, started } = heldTasks();
    void enter('a', '1');
    const second = enter('a', '2');
    void second.then(() => enter('a', '4'));
    void enter('a', '3');
    await end('a1');
    await end('a2');
    expect(started).toEqual(['a1', 'a2', 'a3']);
    await end('a3');
    expect(started).toEqual(['a1', 'a2', 'a3', 'a4']);
  });

  test('always go on with the earliest of those waiting, one at a time, whatever comes when', async () => {
    const task = fc.record({
      lane: fc.constantFrom('a', 'b'),
      stamp: fc.constantFrom('1', '2', '3', '4', '5'),
      fails: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(task, { maxLength: 15 }), async (scheduler, tasks) => {
        const lanes = createLanes();
        const waiting = new Map(tasks.map(({ lane }) => [lane, new Set<string>()]));
        const busy = new Set<string>();
        const run = async ({ lane, stamp, fails }: (typeof tasks)[number], at: number) => {
          await scheduler.schedule(Promise.resolve());
          const name = `${stamp}#${at}`;
          waiting.get(lane)!.add(name);
          await lanes.enter(lane, stamp, async () => {
            expect(busy.has(lane)).toBe(false);
            busy.add(lane);
            waiting.get(lane)!.delete(name);
            const earlier = [...waiting.get(lane)!].filter(
              (other) => compareStamps(other.split('#')[0]!, stamp) < 0,
            );
            expect(earlier).toEqual([]);
            await scheduler.schedule(Promise.resolve());
            busy.delete(lane);
            if (fails) throw new Error('as planned');
          });
        };
        const all = Promise.allSettled(tasks.map(run));
        await scheduler.waitFor(all);
        const failures = (await all).filter((result) => result.status === 'rejected');
        const unplanned = failures.filter(({ reason }) => (reason as Error).message !== 'as planned');
        expect(unplanned).toEqual([]);
        expect([...waiting.values()].every(({ size }) => size === 0)).toBe(true);
      }),
    );
  });
});
