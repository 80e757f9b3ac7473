import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextSideBySide, receiveSize, type Receiving } from './receive-size';

const receiving = fc.record<Receiving>({
  room: fc.integer({ min: -20, max: 1000 }),
  perReceive: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
  outstanding: fc.nat(20),
  sideBySide: fc.integer({ min: 1, max: 20 }),
  mayBePartial: fc.boolean(),
});

describe('the size of the next receive', () => {
  test('is never more than there is room for, or than a receive brings', () => {
    fc.assert(
      fc.property(receiving, (state) => {
        const size = receiveSize(state);
        expect(size).toBeGreaterThanOrEqual(0);
        expect(size).toBeLessThanOrEqual(Math.max(0, state.room));
        expect(size).toBeLessThanOrEqual(state.perReceive ?? Infinity);
      }),
    );
  });

  test('is never 0 when there is room, nothing is under way and nothing is to be waited for', () => {
    fc.assert(
      fc.property(receiving, (state) => {
        fc.pre(state.room > 0);
        expect(receiveSize({ ...state, outstanding: 0, mayBePartial: true })).toBeGreaterThan(0);
      }),
    );
  });

  const state: Receiving = {
    room: 25,
    perReceive: 10,
    outstanding: 0,
    sideBySide: 2,
    mayBePartial: false,
  };
  test.each<[string, Partial<Receiving>, number]>([
    ['is all that a receive brings', {}, 10],
    ['is as much beside another receive', { outstanding: 1 }, 10],
    ['is none beside as many receives as there may be', { outstanding: 2 }, 0],
    ['is none while room for a whole one may still come', { room: 9 }, 0],
    ['is the room when no more is to be waited for', { room: 9, mayBePartial: true }, 9],
    ['is none for a part beside another receive', { room: 9, mayBePartial: true, outstanding: 1 }, 0],
    ['is all of the room where a receive brings what it is asked for', { perReceive: undefined }, 25],
    ['is none beside another receive there', { perReceive: undefined, outstanding: 1 }, 0],
  ])('%s', (_, changed, size) => {
    expect(receiveSize({ ...state, ...changed })).toBe(size);
  });
});

describe('receives side by side', () => {
  test.each([
    ['are one more after a full one, when all were in use', { brought: 10, outstanding: 4 }, 5],
    ['are as many after a full one, when not all were in use', { brought: 10, outstanding: 3 }, 4],
    ['are as many after one at least half full', { brought: 5, outstanding: 4 }, 4],
    ['are half as many after one less than half full', { brought: 4, outstanding: 4 }, 2],
    ['are one after one that brought nothing', { brought: 0, outstanding: 4 }, 1],
  ])('%s', (_, received, expected) => {
    expect(nextSideBySide(4, { asked: 10, ...received })).toBe(expected);
  });

  test('are never fewer than one', () => {
    expect(nextSideBySide(1, { asked: 10, brought: 1, outstanding: 1 })).toBe(1);
  });
});
