import type { ProgramContext } from '@widgets/cli-kit';
import { startBenchCloud, type BenchCloud } from '../cloud/bench-cloud';
import { about, writeResults, type Bench } from '../compare/write-results';
import { growthRows, judgeGrowth, type Moment } from './growth';
import type { ScaleConfig } from './options';
import { describeGrowth, growthTable, sharingTable, type ScaleResults } from './scale-tables';
import { shareQueue, type Sharing } from './share-queue';
import { watchGrowth } from './watch-growth';

type Context = Pick<ProgramContext, 'print' | 'signal'>;

/** Measures both, prints tables, and writes the results where they are wanted. */
export async function runScale(
  bench: Bench,
  config: ScaleConfig,
  { print, signal }: Context,
): Promise<ScaleResults> {
  const { dist } = bench;
  const sizes = [...config.sizes].filter((size) => size > 0).sort((a, b) => a - b);
  const sharing = await withCloud(dist, (cloud) => shareByAll(cloud, dist, config, { print, signal }));
  print(`${sharingTable(sharing)}\n`);
  const moments = await withCloud(dist, async (cloud): Promise<Moment[]> => {
    const requests = sizes.at(-1);
    return requests === undefined ? [] : watchGrowth(cloud, { dist, requests, print, signal });
  });
  const growth = growthRows(sizes, moments);
  const verdicts = judgeGrowth(growth);
  if (growth.length > 0) print(growthTable(growth));
  for (const line of describeGrowth(verdicts)) print(line);
  const command = `npx nx run bench:scale -- --sizes ${sizes.join(',')}`;
  const results = { about: await about('scale', bench, command), sharing, growth, verdicts, moments };
  if (config.json !== undefined) await writeResults(config.json, results);
  return results;
}

async function withCloud<T>(dist: URL, use: (cloud: BenchCloud) => Promise<T>): Promise<T> {
  const cloud = await startBenchCloud(dist);
  try {
    return await use(cloud);
  } finally {
    await cloud.close();
  }
}

async function shareByAll(
  cloud: BenchCloud,
  dist: URL,
  { consumers, requests, latencyMs }: ScaleConfig,
  { print, signal }: Context,
): Promise<Sharing[]> {
  const results: Sharing[] = [];
  for (const count of consumers.filter((each) => each > 0)) {
    if (signal.aborted) break;
    const result = await shareQueue(cloud, { dist, consumers: count, requests, latencyMs });
    print(`consumers ${count}: ${result.seconds.toFixed(1)} s`);
    results.push(result);
  }
  return results;
}
