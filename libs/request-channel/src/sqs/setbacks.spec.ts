import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSetbacks, setbackSeconds } from './setbacks';

const message = (id: string) => ({ id, handle: `handle of ${id}` });

test('a setback lasts a second at first, and doubles with every failure, up to one lease', () => {
  const setbacks = createSetbacks({ leaseSeconds: 10, monotonic: () => 0, random: () => 0.999 });
  expect([1, 2, 3, 4, 5, 6].map(() => setbacks.note(message('m')))).toEqual([1, 2, 4, 8, 10, 10]);
  expect(setbacks.note(message('n'))).toBe(1);
});

test('failures of a message that is done count no more; of one received again they do', () => {
  const setbacks = createSetbacks({ leaseSeconds: 10, monotonic: () => 0, random: () => 0.999 });
  setbacks.note(message('m'));
  setbacks.receive('m');
  expect(setbacks.hidden()).toEqual([]);
  expect(setbacks.note(message('m'))).toBe(2);
  setbacks.forget('m');
  expect(setbacks.note(message('m'))).toBe(1);
});

test('a setback is a whole number of seconds that SQS takes, between half and the whole of what it may be', () => {
  const settings = fc.record({
    failures: fc.integer({ min: 1, max: 10_000 }),
    leaseSeconds: fc.integer({ min: 1, max: 43_200 }),
    luck: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  });
  fc.assert(
    fc.property(settings, ({ failures, leaseSeconds, luck }) => {
      const seconds = setbackSeconds(failures, { leaseSeconds, random: () => luck });
      const most = Math.min(2 ** (failures - 1), leaseSeconds, 900);
      expect(Number.isInteger(seconds)).toBe(true);
      expect(seconds).toBeGreaterThanOrEqual(most / 2);
      expect(seconds).toBeLessThanOrEqual(most);
    }),
  );
});
