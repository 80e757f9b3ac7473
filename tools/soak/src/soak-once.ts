import type { Difference } from '@widgets/verify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consumeAll, recordIn } from './consume-all';
import { countRedeliveries } from './consumer-log';
import { explainDifference, type Explanation } from './explain-difference';
import { judge, type SoakedStore, type Verdict } from './judge';
import type { SoakConfig } from './options';
import { startSoakedCloud } from './soaked-cloud';

/** What one run came to. */
export type SoakResult = Omit<Verdict, 'differences'> & {
  readonly store: SoakedStore;
  readonly seed: number;
  readonly requests: number;
  readonly kills: number;
  /** How often a message was received that had been received before. */
  readonly redeliveries: number;
  readonly differences: readonly ExplainedDifference[];
  /** What else went wrong, a sentence each. */
  readonly failures: readonly string[];
  readonly seconds: number;
};

export type ExplainedDifference = Difference & { readonly explanation: Explanation };

export type SoakRun = {
  /** The folder of all that is built. */
  readonly dist: URL;
  readonly config: SoakConfig;
  readonly store: SoakedStore;
  readonly seed: number;
  readonly signal: AbortSignal;
};

/** One run on a cloud of its own: the requests are sent, consumed under kills, and judged. */
export async function soakOnce(run: SoakRun): Promise<SoakResult> {
  const { dist, store, seed, config } = run;
  const cloud = await startSoakedCloud(dist, troubleArgs(run));
  const folder = await mkdtemp(join(tmpdir(), 'soak-'));
  try {
    const startedAt = performance.now();
    const { kills, failures, logs } = await consumeAll(run, cloud, folder);
    const seconds = (performance.now() - startedAt) / 1000;
    await cloud.endFaults();
    const { differences, ...verdict } = await judge(cloud, store, recordIn(folder));
    return {
      ...{ store, seed, requests: config.requests, kills, failures, seconds, ...verdict },
      redeliveries: countRedeliveries(logs),
      differences: differences.map((difference) => ({
        ...difference,
        explanation: explainDifference(difference, widgetIdOf(difference), logs),
      })),
    };
  } finally {
    await cloud.close();
    await rm(folder, { recursive: true });
  }
}

/** Generated ids are UUIDs, which keys hold as they are. */
const widgetIdOf = ({ place }: Difference): string => place.slice(place.lastIndexOf('/') + 1);

const troubleArgs = ({ config, seed }: SoakRun): string[] => [
  ...['--seed', String(seed), '--reorder-window', String(config.reorderWindow)],
  ...['--fault-error-rate', String(config.errorRate), '--duplicate-rate', String(config.duplicateRate)],
  ...['--fault-lost-answer-rate', String(config.lostAnswerRate)],
];
