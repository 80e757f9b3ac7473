import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { delayPace, ratePace, type Pace } from './pace';

/** A clock that moves only when it is told to. */
function fakeTime() {
  let now = 5000;
  return { monotonic: () => now, pass: (milliseconds: number) => void (now += milliseconds) };
}

type Time = ReturnType<typeof fakeTime>;

/** Begins requests as they are due; each then holds the run up for so many milliseconds. When they began, from the first. */
function begunAt(pace: Pace, time: Time, heldUpMs: readonly number[]): number[] {
  const first = time.monotonic();
  return heldUpMs.map((heldUp) => {
    time.pass(Math.max(0, pace.untilDue()));
    pace.begin();
    const at = time.monotonic() - first;
    time.pass(heldUp);
    return at;
  });
}

describe('a delay', () => {
  test('lies between the beginnings of requests', () => {
    const time = fakeTime();
    expect(begunAt(delayPace(100, time.monotonic), time, [0, 30, 99, 0])).toEqual([0, 100, 200, 300]);
  });

  test('is caught up when a request is a little late, and not when it is very late', () => {
    const time = fakeTime();
    expect(begunAt(delayPace(100, time.monotonic), time, [150, 0, 1000, 0, 0])).toEqual([
      0, 150, 200, 1200, 1300,
    ]);
  });

  test('of nothing never waits', () => {
    const time = fakeTime();
    expect(begunAt(delayPace(0, time.monotonic), time, [0, 7, 0])).toEqual([0, 0, 7]);
  });
});

describe('a rate', () => {
  test('is kept however late requests are: those that are due follow at once', () => {
    const time = fakeTime();
    expect(begunAt(ratePace(10, time.monotonic), time, [0, 350, 0, 0, 0, 0, 0])).toEqual([
      0, 100, 450, 450, 450, 500, 600,
    ]);
  });

  test('begins with the first request, not with the run', () => {
    const time = fakeTime();
    const pace = ratePace(10, time.monotonic);
    time.pass(10_000);
    expect(begunAt(pace, time, [0, 0])).toEqual([0, 100]);
    expect(pace.lag?.most).toBe(0);
  });

  test('tells how far behind the run is, has been at most, and was at last', () => {
    const time = fakeTime();
    const pace = ratePace(10, time.monotonic);
    begunAt(pace, time, [0, 350, 0]);
    expect(pace.lag).toMatchObject({ perSecond: 10, last: 250, most: 250 });
    expect(pace.lag?.now()).toBe(250);
    pace.untilDue();
    time.pass(500);
    expect(pace.lag?.now()).toBe(650);
    begunAt(pace, time, [0, 0, 0, 0, 0, 0, 0, 0]);
    expect(pace.lag).toMatchObject({ last: 0, most: 650 });
    expect(pace.lag?.now()).toBe(0);
  });

  test('begins no request before it is due, and never later than the hold-ups make it', () => {
    const holdUps = fc.array(fc.nat(1000), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), holdUps, (perSecond, heldUpMs) => {
        const time = fakeTime();
        let free = 0;
        begunAt(ratePace(perSecond, time.monotonic), time, heldUpMs).forEach((at, n) => {
          expect(at).toBeCloseTo(Math.max(free, (n * 1000) / perSecond), 6);
          free = at + (heldUpMs[n] ?? 0);
        });
      }),
    );
  });
});
