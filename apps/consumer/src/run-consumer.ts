import { createClients, isCredentialsError, type AwsClients } from '@widgets/aws-clients';
import { reportRun, sleep, type ProgramContext } from '@widgets/cli-kit';
import {
  createConcurrencyLimit,
  createTally,
  runPipeline,
  type ConcurrencyLimit,
} from '@widgets/widget-pipeline';
import { checkedPlan } from './checked-plan';
import { explained } from './explain-failure';
import { startHealth } from './health/start-health';
import { openSource } from './open-source';
import { describeTarget, openTarget } from './open-target';
import type { ConsumerConfig } from './options';
import type { RunPlan } from './plan-run';
import { describeSource } from './plan-source';
import { socketsFor } from './sockets';
import { describeAccounts, describeProgress } from './summary';
import { outcomesOf, tallyOf, type Account } from './workers/account';

/** What a run tells of itself: where it works from and to, and while it goes on what it has done. */
export type RunStory = { readonly headlines: readonly string[]; readonly account: () => Account };

/** Does the work of a run and tells of it, at its end as well, however it ends. */
export type Reporter = (story: RunStory, work: () => Promise<void>) => Promise<void>;

/**
 * One run of the consumer, from its config to its summary, which the user reads unless the reporter is another. Throws
 * `UserError` when it cannot go on.
 */
export async function runConsumer(
  config: ConsumerConfig,
  context: ProgramContext,
  report: Reporter = userReporter(config, context),
): Promise<void> {
  await explained(async () => {
    const concurrencyLimit = createConcurrencyLimit(config.concurrency, () => performance.now());
    const clients = await createClients({
      ...config,
      maxSockets: socketsFor(config.concurrency),
      onWarning: (message) => context.log.warn({}, message),
      onThrottled: () => concurrencyLimit.noteThrottled(),
    });
    try {
      await run(config, { ...context, report }, { clients, concurrencyLimit });
    } finally {
      clients.destroy();
    }
  });
}

type Context = ProgramContext & { readonly report: Reporter };

type Means = { readonly clients: AwsClients; readonly concurrencyLimit: ConcurrencyLimit };

async function run(config: ConsumerConfig, context: Context, means: Means): Promise<void> {
  const { clients, concurrencyLimit } = means;
  const plan = checkedPlan(config, clients);
  const whenMissing = clients.isLoopback ? 'create' : 'fail';
  const store = await openTarget(clients, plan, { ordering: config.ordering, whenMissing });
  const source = await openSource(clients, plan.source, { config, log: context.log });
  const tally = createTally();
  const health =
    config.httpPort === undefined
      ? undefined
      : await startHealth(config.httpPort, { ...means, config, plan, source, store, tally });
  const [from, to] = [describeSource(plan.source), describeTarget(plan.target)];
  const headline = `consumer: from ${from} to ${to}, on ${clients.where}`;
  const watchedOn = health ? [`consumer: health and metrics on ${health.server.url}`] : [];

  const { concurrency, maxRequests, stopWhenEmpty } = config;
  const watched = health ?? { source, store };
  const ends = { source: watched.source, store: watched.store, concurrencyLimit };
  const options = { ...ends, tally, log: context.log, sleep, concurrency, maxRequests, stopWhenEmpty };
  const account = (): Account => ({
    outcomes: outcomesOf(tally),
    calls: clients.meter.reading(),
    requestBuckets: pointedInto(plan),
  });
  try {
    await context.report({ headlines: [headline, ...watchedOn], account }, () =>
      runPipeline({ ...options, giveUp: context.giveUp, isFatal: isCredentialsError }, context.signal),
    );
  } finally {
    await health?.server.close();
  }
}

function userReporter({ maxRequests }: ConsumerConfig, { print, startProgress }: ProgramContext): Reporter {
  return async ({ headlines, account }, work) => {
    headlines.forEach(print);
    const tally = () => tallyOf([account()]);
    const report = {
      print,
      progress: (seconds: number) => `consumer: ${describeProgress(tally(), seconds)}`,
      bar: { start: startProgress, done: () => tally().final, total: maxRequests || undefined },
      summary: (seconds: number) => describeAccounts([account()], seconds),
    };
    await reportRun(report, work);
  };
}

/** The buckets that inline messages would not need. */
function pointedInto({ source, target }: RunPlan): readonly string[] {
  if (source.kind === 'buckets') return [];
  return source.requestBuckets.filter((bucket) => target.kind === 'dynamodb' || bucket !== target.bucket);
}
