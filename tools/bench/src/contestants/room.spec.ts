import { expect, test } from '@jest/globals';
import { createRoom } from './room';

test('room is there again when enough of the work has ended', async () => {
  const ends: (() => void)[] = [];
  const room = createRoom(1);
  for (let at = 0; at < 3; at += 1) room.take(new Promise((end) => ends.push(end)));
  const seen: string[] = [];
  const isThere = room.isThere().then(() => seen.push('room'));
  const isEmpty = room.isEmpty().then(() => seen.push('empty'));
  ends[0]!();
  ends[1]!();
  await isThere;
  expect(seen).toEqual(['room']);
  ends[2]!();
  await isEmpty;
  expect(seen).toEqual(['room', 'empty']);
});
