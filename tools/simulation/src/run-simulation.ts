import { UserError, type ProgramContext } from '@widgets/cli-kit';
import { seededDraws } from './draws';
import type { SimulationConfig } from './options';
import { addTo, emptyRow, isFlawless, tableHead, tableRow } from './report';
import { drawRequests } from './requests';
import { ALL_RULES, RULE_SETS } from './rule-sets';
import { simulate, type Simulated, type SimulationOptions } from './simulate';

export const FAULTS: SimulationOptions['faults'] = {
  crash: 0.003,
  lostAnswer: 0.02,
  error: 0.02,
  slow: 0.03,
  duplicate: 0.05,
  twice: 0.03,
};
const CONSUMERS = 4;

/** Runs every set of rules on the same seeds, a row of a table each. Throws `UserError` when all rules together do not do. */
export async function runSimulation(
  config: SimulationConfig,
  { print, signal }: ProgramContext,
): Promise<void> {
  const flawed: number[] = [];
  print(tableHead());
  for (const ruleSet of RULE_SETS) {
    let row = emptyRow(ruleSet.name);
    for (let seed = config.seed; seed < config.seed + config.runs; seed += 1) {
      if (signal.aborted) return;
      const result = await simulateSeed(seed, ruleSet, config.requests);
      row = addTo(row, result);
      if (ruleSet === ALL_RULES && !isFlawless(result)) flawed.push(seed);
    }
    print(tableRow(row));
  }
  if (flawed.length > 0)
    throw new UserError(`With all rules, the runs of these seeds are bad: ${flawed.join(', ')}`);
}

/** The run of one seed. */
export function simulateSeed(
  seed: number,
  ruleSet: SimulationOptions['ruleSet'],
  requests: number,
): Promise<Simulated> {
  const draws = seededDraws(seed);
  return simulate({
    ...{ draws, ruleSet, faults: FAULTS, consumers: CONSUMERS },
    requests: drawRequests(draws, requests),
  });
}
