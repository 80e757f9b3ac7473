import { describe, expect, test } from '@jest/globals';
import { createSlots } from './slots';
import { quiet } from './testing/deferred';

/** Whether a promise has resolved, as far as it could without the test. */
async function isOpen(promise: Promise<void>): Promise<boolean> {
  let open = false;
  void promise.then(() => {
    open = true;
  });
  await quiet();
  return open;
}

describe('slots', () => {
  test('count what is free', () => {
    const slots = createSlots(2);
    expect(slots.free).toBe(2);
    slots.take();
    expect(slots.free).toBe(1);
    slots.take();
    expect(slots.free).toBe(0);
    slots.give();
    expect(slots.free).toBe(1);
  });

  test('let in who waits for a free one as soon as there is one', async () => {
    const slots = createSlots(2);
    expect(await isOpen(slots.untilFree())).toBe(true);
    slots.take();
    slots.take();
    const free = slots.untilFree();
    expect(await isOpen(free)).toBe(false);
    slots.give();
    expect(await isOpen(free)).toBe(true);
  });

  test('are idle when all are free', async () => {
    const slots = createSlots(2);
    expect(await isOpen(slots.untilIdle())).toBe(true);
    slots.take();
    slots.take();
    const idle = slots.untilIdle();
    slots.give();
    expect(await isOpen(idle)).toBe(false);
    slots.give();
    expect(await isOpen(idle)).toBe(true);
  });

  test('that were taken beyond their number are free again only below it', async () => {
    const slots = createSlots(1);
    slots.take();
    slots.take();
    const free = slots.untilFree();
    slots.give();
    expect(await isOpen(free)).toBe(false);
    slots.give();
    expect(await isOpen(free)).toBe(true);
  });

  test('wake all who wait for the same', async () => {
    const slots = createSlots(1);
    slots.take();
    const waiting = [slots.untilIdle(), slots.untilIdle(), slots.untilFree()];
    slots.give();
    expect(await Promise.all(waiting.map(isOpen))).toEqual([true, true, true]);
  });
});
