import {
  createClients,
  describeCalls,
  ensureBucket,
  ensureQueue,
  type AwsClients,
} from '@widgets/aws-clients';
import { DEFAULT_NAMES, reportRun, sleep, UserError, type ProgramContext } from '@widgets/cli-kit';
import { createPublisher, forwardRequests, type Forwarded } from '@widgets/request-channel';
import { explained } from '../explain-failure';
import type { ForwardConfig } from './options';
import { describeForwardProgress, describeForwardRun } from './summary';

/** Sockets for batches of messages, besides one for each request in hand. */
const SPARE_SOCKETS = 8;

/** One run of `consumer forward`, from its config to its summary. Throws `UserError` when it cannot go on. */
export async function runForward(config: ForwardConfig, context: ProgramContext): Promise<void> {
  await explained(async () => {
    const clients = await createClients({
      ...config,
      maxSockets: config.concurrency + SPARE_SOCKETS,
      onWarning: (message) => context.log.warn({}, message),
    });
    await run(config, context, clients).finally(() => clients.destroy());
  });
}

async function run(config: ForwardConfig, context: ProgramContext, clients: AwsClients): Promise<void> {
  const { s3, sqs, isLoopback, endpoints, meter, where } = clients;
  const { requestBuckets, queue } = namesOf(config, isLoopback);
  const whenMissing = isLoopback ? 'create' : 'fail';
  for (const bucket of requestBuckets) await ensureBucket(s3, bucket, whenMissing);
  const queueUrl = await ensureQueue(sqs, { queue, whenMissing, isAws: endpoints.sqs.isAws });
  const publisher = createPublisher({ s3, sqs, destination: { kind: 'inline', queueUrl }, sleep });
  context.print(`consumer forward: from bucket ${requestBuckets.join(', ')} to queue ${queue}, on ${where}`);

  const forwarded: Forwarded = { sent: 0, rejected: 0 };
  const total = (): number => forwarded.sent + forwarded.rejected;
  const calls = () => describeCalls(meter.reading(), { requests: total(), requestBuckets: [] });
  const report = {
    print: context.print,
    progress: (seconds: number) => `consumer forward: ${describeForwardProgress(forwarded, seconds)}`,
    summary: (seconds: number) => describeForwardRun(forwarded, seconds, calls()),
  };
  const { concurrency, maxRequests, stopWhenEmpty, widgetKeyPrefix } = config;
  const { log, signal } = context;
  const work = {
    ...{ s3, requestBuckets, publisher, forwarded, concurrency, maxRequests, stopWhenEmpty, log, sleep },
    skippedPrefixes: widgetKeyPrefix === '' ? [] : [widgetKeyPrefix],
    monotonic: () => performance.now(),
    random: Math.random,
  };
  await reportRun(report, () => forwardRequests(work, signal));
}

/** On a local cloud what is not named is the cloud's own. */
function namesOf(
  { requestBuckets, requestQueue }: ForwardConfig,
  isLocal: boolean,
): { readonly requestBuckets: readonly string[]; readonly queue: string } {
  if (requestQueue !== undefined) return { requestBuckets, queue: requestQueue };
  if (isLocal) return { requestBuckets: [DEFAULT_NAMES.requestBucket], queue: DEFAULT_NAMES.requestQueue };
  throw new UserError(
    'name the bucket that holds the requests with -rb, and the queue that takes them with -rq',
    {
      exitCode: 2,
    },
  );
}
