import { UserError, type ProgramContext } from '@widgets/cli-kit';
import type { SoakConfig } from './options';
import type { SoakedStore } from './judge';
import { excusesOf, problemsOf, tableHead, tableRow } from './report';
import { soakOnce } from './soak-once';

/** Of all that is built; the soak is `tools/soak/soak.mjs` in it. */
const DIST = new URL('../../', import.meta.url);

/** Runs each seed into each store, a row of a table each. Throws `UserError` when a run went wrong. */
export async function runSoak(config: SoakConfig, { print, signal }: ProgramContext): Promise<void> {
  const stores: readonly SoakedStore[] = config.store === 'both' ? ['s3', 'dynamodb'] : [config.store];
  const [problems, excuses]: [string[], string[]] = [[], []];
  print(tableHead());
  for (let seed = config.seed; seed < config.seed + config.runs; seed += 1) {
    for (const store of stores) {
      if (signal.aborted) return;
      const result = await soakOnce({ dist: DIST, config, store, seed, signal });
      print(tableRow(result));
      const inThisRun = (line: string): string => `${store}, seed ${seed}: ${line}`;
      problems.push(...problemsOf(result).map(inThisRun));
      excuses.push(...excusesOf(result).map(inThisRun));
    }
  }
  for (const excuse of excuses) print(excuse);
  if (problems.length > 0) throw new UserError(problems.join('\n'));
}
