import type { ProgramContext } from '@widgets/cli-kit';
import { startBenchCloud } from '../cloud/bench-cloud';
import { planTurns, takeTurns } from '../compare/rounds';
import type { Sample } from '../compare/sample';
import { sampleTable, verdictTable } from '../compare/tables';
import { judge, type Verdict } from '../compare/verdicts';
import { about, writeResults, type About } from '../compare/write-results';
import { CONTESTANTS, requestsFor } from './contestants';
import { measureConsumer } from './measure-consumer';
import type { RunConfig } from './options';
import { consumerTargets } from './targets';

export type RunResults = {
  readonly about: About<'run'>;
  readonly isInline: boolean;
  readonly verdicts: readonly Verdict[];
  readonly samples: readonly Sample[];
};

/** Enough for the cloud's code to be compiled before anybody is measured on it. */
const WARM_UP_REQUESTS = 300;

export type Bench = { readonly dist: URL; readonly version: string };

/** Measures the consumers, prints tables, and writes the results where they are wanted. */
export async function runComparison(
  bench: Bench,
  config: RunConfig,
  { print, signal }: Pick<ProgramContext, 'print' | 'signal'>,
): Promise<RunResults> {
  const samples = await measureAll(bench, config, { print, signal });
  const verdicts = judge(consumerTargets(config.isInline), samples);
  const command = `npx nx run bench:run${config.isInline ? ' -- --inline' : ''}`;
  const results = {
    about: about('run', bench.version, command),
    isInline: config.isInline,
    verdicts,
    samples,
  };
  const titles = new Map(CONTESTANTS.map(({ name, title }) => [name, title]));
  print(`\n${sampleTable(samples, titles)}`);
  if (verdicts.length > 0) print(`\n${verdictTable(verdicts)}`);
  if (config.json !== undefined) await writeResults(config.json, results);
  return results;
}

async function measureAll(
  { dist }: Bench,
  config: RunConfig,
  { print, signal }: Pick<ProgramContext, 'print' | 'signal'>,
): Promise<Sample[]> {
  const { rounds, latencies, only, isInline } = config;
  const chosen = CONTESTANTS.filter(({ name }) => only.length === 0 || only.includes(name));
  const cloud = await startBenchCloud(dist);
  try {
    for (const contestant of chosen.filter(({ pace }) => pace === undefined)) {
      const requests = Math.min(WARM_UP_REQUESTS, config.requests);
      await measureConsumer(cloud, { dist, contestant, requests, latencyMs: 0, isInline });
    }
    const turns = planTurns(
      rounds,
      latencies,
      chosen.map(({ name }) => name),
    );
    const measure = async ({ contestant: name, latencyMs }: (typeof turns)[number]) => {
      const contestant = chosen.find((each) => each.name === name);
      if (contestant === undefined) throw new Error(`nobody is called ${name}`);
      const requests = requestsFor(contestant, { ...config, latencyMs });
      return measureConsumer(cloud, { dist, contestant, requests, latencyMs, isInline });
    };
    return await takeTurns({ turns, measure, print, signal });
  } finally {
    await cloud.close();
  }
}
