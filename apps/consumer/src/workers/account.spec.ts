import { expect, test } from '@jest/globals';
import { createTally, OUTCOME_KINDS, type OutcomeKind, type TalliedType } from '@widgets/widget-pipeline';
import fc from 'fast-check';
import { outcomesOf, tallyOf, type Account } from './account';

const NO_CALLS = { counts: { s3: {}, sqs: {}, dynamodb: {} }, billed: [] };
const outcomes = fc.array(
  fc.tuple(
    fc.constantFrom<TalliedType>('create', 'update', 'delete', 'unreadable'),
    fc.constantFrom<OutcomeKind>(...OUTCOME_KINDS),
  ),
);

function tallied(made: readonly [TalliedType, OutcomeKind][]) {
  const tally = createTally();
  for (const [type, kind] of made) tally.count(type, kind);
  return tally;
}

const accountOf = (made: readonly [TalliedType, OutcomeKind][]): Account => ({
  outcomes: outcomesOf(tallied(made)),
  calls: NO_CALLS,
  requestBuckets: [],
});

test('the accounts of several runs, sent as JSON, tally like one run that did everything', () => {
  fc.assert(
    fc.property(fc.array(outcomes, { maxLength: 4 }), (runs) => {
      const sent = runs.map((run) => JSON.parse(JSON.stringify(accountOf(run))) as Account);
      const whole = tallied(runs.flat());
      const { counts, final } = tallyOf(sent);
      expect([counts, final]).toEqual([whole.counts, whole.final]);
    }),
  );
});
