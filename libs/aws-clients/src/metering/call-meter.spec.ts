import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SERVICES } from '../service';
import { createCallMeter, mergeReadings, totalOf } from './call-meter';

type Call = { service: (typeof SERVICES)[number]; action: string; resource: string; capacityUnits: number };

const calls = fc.array(
  fc.record({
    service: fc.constantFrom(...SERVICES),
    action: fc.constantFrom('GetObject', 'PutItem', 'DeleteObject', 'SendMessageBatch'),
    resource: fc.constantFrom('a', 'b.fifo', '__proto__'),
    capacityUnits: fc.integer({ min: 1, max: 9 }),
  }),
);

function readingOf(made: readonly Call[]) {
  const meter = createCallMeter();
  for (const call of made) {
    meter.count(call.service, call.action);
    meter.bill({ ...call, sentBytes: 0, receivedBytes: 0 });
  }
  return meter.reading();
}

const inOrder = ({ billed, counts }: ReturnType<typeof readingOf>) => ({
  counts,
  billed: [...billed].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)),
});

test('calls shared out among several meters give the reading of one that counts them all', () => {
  fc.assert(
    fc.property(calls, calls, (some, others) => {
      const merged = mergeReadings([readingOf(some), readingOf(others)]);
      expect(inOrder(merged)).toEqual(inOrder(readingOf([...some, ...others])));
      expect(totalOf(merged.counts)).toBe(some.length + others.length);
    }),
  );
});

test('a reading is plain data', () => {
  fc.assert(
    fc.property(calls, (made) => {
      const reading = readingOf(made);
      expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
    }),
  );
});
