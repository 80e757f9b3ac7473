import { expect, test } from '@jest/globals';
import { createBell } from './bell';
import { quiet } from './testing/deferred';

test('a ring wakes all who wait for it, and nobody who comes after', async () => {
  const bell = createBell();
  const woken: string[] = [];
  const wait = (who: string) => void bell.next().then(() => woken.push(who));
  wait('a');
  wait('b');
  await quiet();
  expect(woken).toEqual([]);
  bell.ring();
  wait('c');
  await quiet();
  expect(woken).toEqual(['a', 'b']);
  bell.ring();
  bell.ring();
  await quiet();
  expect(woken).toEqual(['a', 'b', 'c']);
});
