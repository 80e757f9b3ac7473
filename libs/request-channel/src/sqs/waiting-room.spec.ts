import { describe, expect, test } from '@jest/globals';
import { createWaitingRoom, type WaitingMessage, type WaitingRules } from './waiting-room';

/** A room for a lease of 40 seconds, and its time. */
function roomWith(rules: Partial<WaitingRules> = {}) {
  const time = { now: 1_700_000_000_000 };
  const clock = { now: () => time.now, monotonic: () => time.now };
  const room = createWaitingRoom({ retries: 3, leaseSeconds: 40, mostReceives: Infinity, clock, ...rules });
  /** One that was received for the first time so many seconds ago; so long that only receives count, if left out. */
  const message = (id: string, receiveCount: number, secondsAgo = 1_000): WaitingMessage => ({
    ...{ id, handle: `handle of ${id}`, receiveCount },
    firstReceivedAt: time.now - secondsAgo * 1000,
  });
  return { room, time, message };
}

test('a message waits a second at first, then each time for one full lease', () => {
  const { room, message } = roomWith();
  expect([1, 2, 3].map((receives) => room.enter(message('m', receives)))).toEqual([1, 40, 40]);
});

describe('a message may wait', () => {
  test('as often as there are retries', () => {
    const { room, message } = roomWith();
    const may = [1, 2, 3, 4, 5].map((receives) => room.admits(message('m', receives)));
    expect(may).toEqual([true, true, true, false, false]);
  });

  test('more often while it is younger than all of its waits together would be', () => {
    const { room, message } = roomWith();
    expect([80.9, 81].map((seconds) => room.admits(message('m', 7, seconds)))).toEqual([true, false]);
  });

  test('but not so often that the redrive policy would take it away', () => {
    const { room, message } = roomWith({ mostReceives: 8 });
    expect([8, 9].map((receives) => room.admits(message('m', receives, 0)))).toEqual([true, false]);
  });

  test('never without retries, however young it is', () => {
    const { room, message } = roomWith({ retries: 0 });
    expect(room.admits(message('m', 1, 0))).toBe(false);
  });
});

test('a message that is received waits no more, and neither does one whose time is over', () => {
  const { room, time, message } = roomWith();
  for (const id of ['m', 'n', 'o']) room.enter(message(id, 1));
  room.admits(message('m', 2));
  expect(room.size).toBe(2);
  room.enter(message('n', 2));
  time.now += 1_000;
  expect(room.size).toBe(1);
  expect(room.callIn()).toMatchObject([{ id: 'n' }]);
});

test('messages called in are not admitted again, others are', () => {
  const { room, message } = roomWith();
  room.enter(message('m', 1));
  expect(room.callIn()).toMatchObject([{ id: 'm', handle: 'handle of m' }]);
  expect(room.size).toBe(0);
  expect(room.callIn()).toEqual([]);
  expect(room.admits(message('n', 2))).toBe(true);
  expect(room.admits(message('m', 2))).toBe(false);
});
