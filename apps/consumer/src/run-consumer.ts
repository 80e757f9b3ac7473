import { createClients, describeCalls, isCredentialsError, type AwsClients } from '@widgets/aws-clients';
import { reportRun, sleep, type ProgramContext } from '@widgets/cli-kit';
import { createTally, runPipeline } from '@widgets/widget-pipeline';
import { checkedPlan } from './checked-plan';
import { explained } from './explain-failure';
import { startHealth } from './health/start-health';
import { openSource } from './open-source';
import { describeTarget, openTarget } from './open-target';
import type { ConsumerConfig } from './options';
import type { RunPlan } from './plan-run';
import { describeSource } from './plan-source';
import { socketsFor } from './sockets';
import { describeProgress, describeRun } from './summary';

/** One run of the consumer, from its config to its summary. Throws `UserError` when it cannot go on. */
export async function runConsumer(config: ConsumerConfig, context: ProgramContext): Promise<void> {
  await explained(async () => {
    const clients = await createClients({
      ...config,
      maxSockets: socketsFor(config.concurrency),
      onWarning: (message) => context.log.warn({}, message),
    });
    try {
      await run(config, context, clients);
    } finally {
      clients.destroy();
    }
  });
}

async function run(config: ConsumerConfig, context: ProgramContext, clients: AwsClients): Promise<void> {
  const plan = checkedPlan(config, clients);
  const whenMissing = clients.isLoopback ? 'create' : 'fail';
  const store = await openTarget(clients, plan, { ordering: config.ordering, whenMissing });
  const source = await openSource(clients, plan.source, { config, log: context.log });
  const tally = createTally();
  const health =
    config.httpPort === undefined
      ? undefined
      : await startHealth(config.httpPort, { clients, config, plan, source, store, tally });
  const [from, to] = [describeSource(plan.source), describeTarget(plan.target)];
  context.print(`consumer: from ${from} to ${to}, on ${clients.where}`);
  if (health) context.print(`consumer: health and metrics on ${health.server.url}`);

  const { concurrency, maxRequests, stopWhenEmpty } = config;
  const watched = health ?? { source, store };
  const ends = { source: watched.source, store: watched.store };
  const options = { ...ends, tally, log: context.log, sleep, concurrency, maxRequests, stopWhenEmpty };
  const question = () => ({ requests: tally.final, requestBuckets: pointedInto(plan) });
  const report = {
    print: context.print,
    progress: (seconds: number) => `consumer: ${describeProgress(tally, seconds)}`,
    bar: { start: context.startProgress, done: () => tally.final, total: maxRequests || undefined },
    summary: (seconds: number) =>
      describeRun(tally, seconds, describeCalls(clients.meter.reading(), question())),
  };
  try {
    await reportRun(report, () =>
      runPipeline({ ...options, giveUp: context.giveUp, isFatal: isCredentialsError }, context.signal),
    );
  } finally {
    await health?.server.close();
  }
}

/** The buckets that inline messages would not need. */
function pointedInto({ source, target }: RunPlan): readonly string[] {
  if (source.kind === 'buckets') return [];
  return source.requestBuckets.filter((bucket) => target.kind === 'dynamodb' || bucket !== target.bucket);
}
