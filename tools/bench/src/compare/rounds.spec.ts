import { expect, test } from '@jest/globals';
import { planTurns, takeTurns } from './rounds';

test('everybody has a turn at each latency in each round, and rounds begin with different ones', () => {
  const turns = planTurns(2, [0, 10], ['a', 'b', 'c']);
  const names = (round: number, latencyMs: number) =>
    turns
      .filter((turn) => turn.round === round && turn.latencyMs === latencyMs)
      .map(({ contestant }) => contestant);
  expect([names(1, 0), names(1, 10)]).toEqual([Array.from('abc'), Array.from('abc')]);
  expect([names(2, 0), names(2, 10)]).toEqual([Array.from('bca'), Array.from('bca')]);
  expect(turns).toHaveLength(12);
});

test('turns after the signal are left out, and what was measured before is kept', async () => {
  const stopping = new AbortController();
  const result = { requests: 1, seconds: 1, perSecond: 1, cpuMsPerRequest: 1, callsPerRequest: 1 };
  const lines: string[] = [];
  const samples = await takeTurns({
    turns: planTurns(1, [0], ['a', 'b', 'c']),
    measure: ({ contestant }) => {
      if (contestant === 'b') stopping.abort();
      return Promise.resolve({ ...result, calls: {}, rssMb: 1 });
    },
    print: (line) => lines.push(line),
    signal: stopping.signal,
  });
  expect(samples.map(({ contestant }) => contestant)).toEqual(['a', 'b']);
  expect(lines).toHaveLength(2);
});
