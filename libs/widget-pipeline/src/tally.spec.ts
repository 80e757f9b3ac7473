import { expect, test } from '@jest/globals';
import { OUTCOME_KINDS } from './outcome';
import { createTally } from './tally';

test('a tally counts outcomes by type, and all but retries as final', () => {
  const tally = createTally();
  expect([tally.final, tally.counts.size]).toEqual([0, 0]);
  for (const kind of OUTCOME_KINDS) tally.count('update', kind);
  tally.count('update', 'applied');
  tally.count('unreadable', 'refused');
  expect(tally.counts.get('update')).toEqual(
    new Map([
      ['applied', 2],
      ['duplicate', 1],
      ['superseded', 1],
      ['missing', 1],
      ['refused', 1],
      ['retry', 1],
    ]),
  );
  expect(tally.counts.get('unreadable')).toEqual(new Map([['refused', 1]]));
  expect(tally.final).toBe(7);
});
