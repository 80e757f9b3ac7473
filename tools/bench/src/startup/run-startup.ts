import type { ProgramContext } from '@widgets/cli-kit';
import { startBenchCloud } from '../cloud/bench-cloud';
import { about, writeResults, type Bench } from '../compare/write-results';
import { withHelpStarts, workStarts, type Start } from './measure-startup';
import type { StartupConfig } from './options';
import { startupRows, startupTable, type StartupResults } from './startup-table';

/** Starts all programs, round by round, prints a table, and writes the results where they are wanted. */
export async function runStartup(
  bench: Bench,
  { rounds, json }: StartupConfig,
  { print, signal }: Pick<ProgramContext, 'print' | 'signal'>,
): Promise<StartupResults> {
  const cloud = await startBenchCloud(bench.dist);
  try {
    const helps = await withHelpStarts(bench.dist, (starts) => repeat(starts, rounds, signal));
    const works = await repeat(workStarts(bench.dist, cloud), rounds, signal);
    const rows = startupRows(helps, works);
    const results = { about: await about('startup', bench, 'npx nx run bench:startup'), rows };
    print(startupTable(rows));
    if (json !== undefined) await writeResults(json, results);
    return results;
  } finally {
    await cloud.close();
  }
}

/** One of each, then again. */
async function repeat(
  starts: readonly Start[],
  rounds: number,
  signal: AbortSignal,
): Promise<Map<string, number[]>> {
  const took = new Map(starts.map(({ what }): [string, number[]] => [what, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const { what, measure } of starts) {
      if (signal.aborted) return took;
      took.get(what)?.push(await measure());
    }
  }
  return took;
}
