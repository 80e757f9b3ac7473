import { localEnvironment, programFile, startProgram, type Ending } from '@widgets/programs';
import { cloudTime, startCloud, type Cloud } from './cloud';
import { createKillSwitch, type CrashPoint, type KillSwitch } from './kill-switch';
import { scenario } from './scenario';
import { sources, type SourceName } from './sources';
import { storeArgs, widgetDifferences, type StoreName } from './stores';

/** What is tried: a scenario, where its requests lie, and where its widgets go. */
export type Setting = {
  readonly source: SourceName;
  readonly store: StoreName;
  readonly seed: number;
  /** Further options of the consumer. */
  readonly consumerArgs?: readonly string[];
};

/** What came of one run with one crash, or of one without. */
export type Trial = {
  /** The calls that the first consumer made, in their order. */
  readonly calls: readonly string[];
  /** Whether it came as far as the crash point. */
  readonly isKilled: boolean;
  /** What is wrong in the end, a sentence each. */
  readonly problems: readonly string[];
  readonly orphans: number;
};

/** The consumer ends by itself when all is done; a second is one lease. */
const PATIENCE_MS = 60_000;

/** A queue may deliver a message again after it has been empty: consumers come back for such. */
const MORE_RUNS = 3;

/**
 * Runs a consumer until the crash point, then another one to its end, and judges what they leave. Without a crash point
 * the first one runs to its end.
 *
 * @param dist the folder of all that is built
 */
export async function tryPoint(dist: URL, setting: Setting, point: CrashPoint | undefined): Promise<Trial> {
  const source = sources[setting.source];
  const killSwitch = createKillSwitch();
  const cloud = await startCloud(source.queues, setting.seed, killSwitch);
  try {
    const steps = scenario(setting.seed, cloudTime);
    await source.fill(cloud, steps);
    const stage = { dist, cloud, killSwitch };
    const first = await runConsumer(stage, setting, point);
    let last = first.isKilled ? await runConsumer(stage, setting, undefined) : first;
    for (let more = 0; more < MORE_RUNS && !isQueueEmpty(cloud, setting.source); more += 1)
      last = await runConsumer(stage, setting, undefined);
    const { problems, orphans } = await source.judge(cloud, steps);
    const requests = steps.flatMap(({ fate, request }) =>
      fate === 'applied' && request !== undefined ? [request] : [],
    );
    const differences = await widgetDifferences(cloud, setting.store, requests);
    return {
      ...{ calls: first.calls, isKilled: first.isKilled, orphans },
      problems: [
        ...(last.ending.code === 0 ? [] : [describeEnding(last.ending)]),
        ...problems,
        ...differences.map((difference) => JSON.stringify(difference)),
      ],
    };
  } finally {
    await cloud.close();
  }
}

function isQueueEmpty({ local }: Cloud, source: SourceName): boolean {
  const [queue] = sources[source].queues;
  return queue === undefined || local.queues()[queue.name]?.oldestAgeSeconds === null;
}

type Stage = { readonly dist: URL; readonly cloud: Cloud; readonly killSwitch: KillSwitch };
type ConsumerRun = {
  readonly ending: Ending;
  readonly calls: readonly string[];
  readonly isKilled: boolean;
};

/** One consumer, one request at a time, from its start to its end or to the crash point. */
async function runConsumer(
  { dist, cloud, killSwitch }: Stage,
  { source, store, consumerArgs = [] }: Setting,
  point: CrashPoint | undefined,
): Promise<ConsumerRun> {
  const args = [
    ...sources[source].args,
    ...storeArgs(store),
    ...['--concurrency', '1', '--stop-when-empty', '--max-runtime', String(PATIENCE_MS)],
    ...consumerArgs,
  ];
  const env = localEnvironment(cloud.url, process.env);
  let isKilled = false;
  const program = startProgram(programFile(dist, 'consumer'), args, { env });
  killSwitch.arm(point, () => {
    isKilled = true;
    program.kill('SIGKILL');
  });
  const ending = await program.ended;
  return { ending, calls: killSwitch.disarm(), isKilled };
}

const describeEnding = ({ code, stderr }: Ending): string =>
  `the consumer exited with ${String(code)}: ${stderr.split('\n').slice(-5).join(' ')}`;
