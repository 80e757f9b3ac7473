import { ensureQueue, type AwsClients } from '@widgets/aws-clients';
import { queueCounts, type QueueCounts } from '@widgets/request-channel';
import type { ConcurrencyLimit, RequestSource, Tally, WidgetStore } from '@widgets/widget-pipeline';
import { clock } from '../clock';
import type { ConsumerConfig } from '../options';
import type { Source } from '../plan-source';
import { atMostEvery } from './at-most-every';
import { countErrors } from './count-errors';
import { healthRules, judgeHealth } from './judge-health';
import { createMetrics } from './metrics';
import { serveHealth, type HealthServer } from './serve-health';
import { createVitals } from './vitals';
import { watchRun } from './watch-run';

/** So often the queue is asked for its depth, at most, and only when the metrics are read. */
const DEPTH_PERIOD_MS = 15_000;

export type Watched = {
  readonly source: RequestSource;
  readonly store: WidgetStore;
  readonly server: HealthServer;
};

export type ToWatch = {
  readonly clients: AwsClients;
  readonly config: ConsumerConfig;
  readonly plan: { readonly source: Source };
  readonly source: RequestSource;
  readonly store: WidgetStore;
  readonly tally: Tally;
  readonly concurrencyLimit: Pick<ConcurrencyLimit, 'limit'>;
};

/** Serves the health and the metrics of a run on `port`, which is to use the source and the store that come back. */
export async function startHealth(port: number, run: ToWatch): Promise<Watched> {
  const { clients, config, plan, source, store, tally } = run;
  const monotonic = () => clock.monotonic();
  const vitals = createVitals({ monotonic });
  const rules = healthRules(config.waitSeconds, config.leaseSeconds);
  const metrics = createMetrics({
    ...{ tally, vitals, clock },
    calls: () => clients.meter.counts(),
    concurrency: () => run.concurrencyLimit.limit,
    depth: atMostEvery(DEPTH_PERIOD_MS, monotonic, () => depthOf(clients, plan.source)),
  });
  countErrors(clients, metrics.callFailed);
  const served = {
    ...{ host: config.httpHost, port },
    reasons: () => judgeHealth(vitals, rules, monotonic()),
    metrics: async () => ({
      text: await metrics.registry.metrics(),
      contentType: metrics.registry.contentType,
    }),
  };
  const server = await serveHealth(served).catch(async (error: unknown) => {
    await source.close();
    throw error;
  });
  return { ...watchRun({ source, store }, { vitals, onApplied: metrics.applied }), server };
}

async function depthOf({ sqs, endpoints }: AwsClients, source: Source): Promise<QueueCounts | undefined> {
  if (source.kind === 'buckets') return undefined;
  const lookup = { queue: source.queue, whenMissing: 'fail' as const, isAws: endpoints.sqs.isAws };
  return queueCounts(sqs, await ensureQueue(sqs, lookup));
}
