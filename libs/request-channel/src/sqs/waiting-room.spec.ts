import { expect, test } from '@jest/globals';
import { createWaitingRoom } from './waiting-room';

const message = (id: string) => ({ id, handle: `handle of ${id}` });

test('a message waits a second at first, then each time for one full lease', () => {
  const room = createWaitingRoom(3, 40);
  expect([1, 2, 3].map((receives) => room.enter(message('m'), receives))).toEqual([1, 40, 40]);
});

test('a message may wait as often as there are retries', () => {
  const room = createWaitingRoom(3, 40);
  expect([1, 2, 3, 4, 5].map((receives) => room.admits('m', receives))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(createWaitingRoom(0, 40).admits('m', 1)).toBe(false);
});

test('a message that is received waits no more', () => {
  const room = createWaitingRoom(3, 40);
  room.enter(message('m'), 1);
  room.enter(message('n'), 1);
  room.admits('m', 2);
  expect(room.size).toBe(1);
});

test('messages called in are not admitted again, others are', () => {
  const room = createWaitingRoom(3, 40);
  room.enter(message('m'), 1);
  expect(room.callIn()).toEqual([message('m')]);
  expect(room.size).toBe(0);
  expect(room.callIn()).toEqual([]);
  expect(room.admits('n', 2)).toBe(true);
  expect(room.admits('m', 2)).toBe(false);
});
