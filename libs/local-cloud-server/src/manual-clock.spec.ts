import { expect, test } from '@jest/globals';
import { manualClock } from './manual-clock';

test('tasks run in order of their times, each at its own time', () => {
  const clock = manualClock(0);
  const seen: [string, number][] = [];
  clock.after(20, () => seen.push(['late', clock.now()]));
  clock.after(10, () => {
    seen.push(['early', clock.now()]);
    clock.after(5, () => seen.push(['set on the way', clock.now()]));
  });
  clock.advance(30);
  expect(seen).toEqual([
    ['early', 10],
    ['set on the way', 15],
    ['late', 20],
  ]);
  expect(clock.now()).toBe(30);
});

test('a task that was called off does not run', () => {
  const clock = manualClock();
  let ran = false;
  const cancel = clock.after(10, () => (ran = true));
  cancel();
  clock.advance(20);
  expect(ran).toBe(false);
});
