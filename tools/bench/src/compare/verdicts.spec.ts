import { expect, test } from '@jest/globals';
import type { Sample } from './sample';
import { judge, type Target } from './verdicts';

const sample = (contestant: string, round: number, perSecond: number, latencyMs = 0): Sample => ({
  ...{ contestant, round, perSecond, latencyMs },
  ...{ requests: 1, seconds: 1, cpuMsPerRequest: 1, callsPerRequest: 1, calls: {}, rssMb: 1 },
});
const twice: Target = {
  what: 'twice as fast',
  metric: 'perSecond',
  of: 'ours',
  to: 'theirs',
  bound: { atLeast: 2 },
};

test('a ratio is taken within each round, and the median of the rounds decides', () => {
  const samples = [
    ...[sample('ours', 1, 20), sample('theirs', 1, 10)],
    ...[sample('ours', 2, 90), sample('theirs', 2, 30)],
    ...[sample('ours', 3, 10), sample('theirs', 3, 10)],
  ];
  expect(judge([twice], samples)).toEqual([
    {
      what: 'twice as fast',
      latencyMs: 0,
      value: { median: 2, least: 1, most: 3 },
      target: 'at least 2.00',
      isMet: true,
    },
  ]);
});

test('each latency has a verdict of its own, unless the target names one', () => {
  const at = (latencyMs: number, ours: number): Sample[] => [
    sample('ours', 1, ours, latencyMs),
    sample('theirs', 1, 10, latencyMs),
  ];
  const samples = [...at(0, 25), ...at(30, 15)];
  expect(judge([twice], samples).map(({ latencyMs, isMet }) => [latencyMs, isMet])).toEqual([
    [0, true],
    [30, false],
  ]);
  expect(judge([{ ...twice, latencyMs: 30 }], samples)).toHaveLength(1);
});

test('there is no verdict where one of the two was not measured', () => {
  expect(judge([twice], [sample('ours', 1, 20)])).toEqual([]);
  expect(judge([twice], [sample('ours', 1, 20), sample('theirs', 2, 10)])).toEqual([]);
});

test('a value by itself may have an upper bound, which it may reach', () => {
  const few: Target = { what: 'calls', metric: 'callsPerRequest', of: 'ours', bound: { atMost: 1 } };
  expect(judge([few], [sample('ours', 1, 1)])[0]).toMatchObject({ isMet: true, target: 'at most 1.00' });
  const fewer = { ...few, bound: { atMost: 0.99 } };
  expect(judge([fewer], [sample('ours', 1, 1)])[0]).toMatchObject({ isMet: false });
});
