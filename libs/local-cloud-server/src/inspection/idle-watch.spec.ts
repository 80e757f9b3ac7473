import { expect, test } from '@jest/globals';
import { manualClock } from '../manual-clock';
import { IdleWatch } from './idle-watch';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('a call under way, however long, is no idleness; the time counts from its end', async () => {
  const clock = manualClock();
  const watch = new IdleWatch(clock);
  let isIdle = false;
  void watch.whenIdle(1000).then(() => (isIdle = true));
  clock.advance(500);
  watch.started();
  clock.advance(20_000);
  watch.ended();
  clock.advance(999);
  await turn();
  expect(isIdle).toBe(false);
  clock.advance(1);
  await turn();
  expect(isIdle).toBe(true);
});
