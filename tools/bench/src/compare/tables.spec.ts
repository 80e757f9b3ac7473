import { expect, test } from '@jest/globals';
import type { Sample } from './sample';
import { groups, sampleTable, verdictTable } from './tables';

const sample = (contestant: string, latencyMs: number, round: number, perSecond: number): Sample => ({
  ...{ contestant, latencyMs, round, perSecond, requests: 1500, seconds: 1 },
  ...{ cpuMsPerRequest: 3.14, callsPerRequest: 2.2, calls: {}, rssMb: 90 },
});
const SAMPLES = [
  ...[sample('ours', 30, 1, 300), sample('ours', 0, 1, 310)],
  ...[sample('ours', 0, 2, 330), sample('loop', 0, 1, 80), sample('ours', 0, 3, 320)],
];

test('rounds become rows, by latency and in the order in which the contestants came', () => {
  expect(groups(SAMPLES).map(([{ contestant, latencyMs }]) => `${contestant} ${latencyMs}`)).toEqual([
    'ours 0',
    'loop 0',
    'ours 30',
  ]);
  expect(sampleTable(SAMPLES, new Map([['ours', 'this one']]))).toBe(
    [
      '|          | latency, ms | requests |      a second | CPU ms each | calls each | RSS, MB |',
      '| -------- | ----------: | -------: | ------------: | ----------: | ---------: | ------: |',
      '| this one |           0 |    1,500 | 320 (310–330) |        3.14 |       2.20 |    90.0 |',
      '| loop     |           0 |    1,500 |          80.0 |        3.14 |       2.20 |    90.0 |',
      '| this one |          30 |    1,500 |           300 |        3.14 |       2.20 |    90.0 |',
    ].join('\n'),
  );
});

test('a verdict says what was reached, what was wanted and whether that is enough', () => {
  const value = { median: 1.5, least: 1.4, most: 1.6 };
  const verdict = { what: 'faster', latencyMs: 0, value, target: 'at least 2.00', isMet: false };
  expect(verdictTable([verdict]).split('\n').at(-1)).toBe(
    '| faster |           0 | 1.50 (1.40–1.60) | at least 2.00 |  no |',
  );
});
