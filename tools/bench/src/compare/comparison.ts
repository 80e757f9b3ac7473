import type { ProgramContext } from '@widgets/cli-kit';
import { startBenchCloud, type BenchCloud } from '../cloud/bench-cloud';
import { requestsFor, titlesOf, type Contestant } from './contestant';
import type { Measured, Task } from './measured';
import { planTurns, takeTurns, type Turn } from './rounds';
import type { Sample } from './sample';
import { sampleTable, verdictTable } from './tables';
import { judge, type Target, type Verdict } from './verdicts';
import { writeResults, type About } from './write-results';

export type Comparison = {
  readonly dist: URL;
  readonly contestants: readonly Contestant[];
  readonly rounds: number;
  readonly latencies: readonly number[];
  readonly requests: number;
  readonly patienceSeconds: number;
  readonly isInline: boolean;
  readonly measure: (cloud: BenchCloud, task: Task) => Promise<Measured>;
};

/** What a comparison came to, as it is kept in a file. */
export type Results<Name extends string> = {
  readonly about: About<Name>;
  readonly isInline: boolean;
  readonly verdicts: readonly Verdict[];
  readonly samples: readonly Sample[];
};

/** Enough for the cloud's code to be compiled before anybody is measured on it. */
const WARM_UP_REQUESTS = 300;

/** Measures all contestants on one embedded cloud, which is a process of its own. */
export async function compareAll(
  comparison: Comparison,
  { print, signal }: Pick<ProgramContext, 'print' | 'signal'>,
): Promise<Sample[]> {
  const { dist, contestants, rounds, latencies, isInline, measure } = comparison;
  const cloud = await startBenchCloud(dist);
  const measureTurn = async ({ contestant: name, latencyMs }: Turn): Promise<Measured> => {
    const contestant = contestants.find((each) => each.name === name);
    if (contestant === undefined) throw new Error(`nobody is called ${name}`);
    const requests = requestsFor(contestant, { ...comparison, latencyMs });
    return measure(cloud, { dist, contestant, requests, latencyMs, isInline });
  };
  try {
    for (const contestant of contestants.filter(({ pace }) => pace === undefined)) {
      const requests = Math.min(WARM_UP_REQUESTS, comparison.requests);
      await measure(cloud, { dist, contestant, requests, latencyMs: 0, isInline });
    }
    const names = contestants.map(({ name }) => name);
    const turns = planTurns(rounds, latencies, names);
    return await takeTurns({ turns, measure: measureTurn, print, signal });
  } finally {
    await cloud.close();
  }
}

type Telling<Name extends string> = {
  readonly about: About<Name>;
  readonly isInline: boolean;
  readonly samples: readonly Sample[];
  readonly targets: readonly Target[];
  readonly contestants: readonly Contestant[];
  /** Where the results are kept, if anywhere. */
  readonly json: string | undefined;
  readonly print: (line: string) => void;
};

/** Prints the tables of a comparison, and writes its results where they are wanted. */
export async function tellResults<Name extends string>({
  about,
  isInline,
  samples,
  targets,
  contestants,
  json,
  print,
}: Telling<Name>): Promise<Results<Name>> {
  const verdicts = judge(targets, samples);
  print(`\n${sampleTable(samples, titlesOf(contestants))}`);
  if (verdicts.length > 0) print(`\n${verdictTable(verdicts)}`);
  const results = { about, isInline, verdicts, samples };
  if (json !== undefined) await writeResults(json, results);
  return results;
}
