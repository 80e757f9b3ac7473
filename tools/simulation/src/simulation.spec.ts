import { expect, test } from '@jest/globals';
import { addTo, emptyRow, isFlawless } from './report';
import { ALL_RULES, RULE_SETS, type RuleSet } from './rule-sets';
import { simulateSeed } from './run-simulation';

async function runs(ruleSet: RuleSet, count: number) {
  let row = emptyRow(ruleSet.name);
  for (let seed = 1; seed <= count; seed += 1) row = addTo(row, await simulateSeed(seed, ruleSet, 40));
  return row;
}

const named = (name: string): RuleSet => {
  const found = RULE_SETS.find((ruleSet) => ruleSet.name === name);
  if (found === undefined) throw new Error(`There are no rules named ${name}`);
  return found;
};

test('with all rules every widget is right, but for what a crash between insert and look explains', async () => {
  const row = await runs(ALL_RULES, 15);
  expect(row).toMatchObject({ runs: 15, bad: 0, missing: 0, wrong: 0 });
  expect(row.crashes).toBeGreaterThan(10);
});

test.each(['order of arrival', 'all rules, no retries', 'with revisions from 0'])(
  'the judge sees what goes wrong otherwise: %s',
  async (name) => {
    expect((await runs(named(name), 5)).bad).toBeGreaterThan(0);
  },
);

test('one seed is one run', async () => {
  const [first, second] = [await simulateSeed(7, ALL_RULES, 30), await simulateSeed(7, ALL_RULES, 30)];
  expect(second).toEqual(first);
  expect(isFlawless(first)).toBe(true);
});
