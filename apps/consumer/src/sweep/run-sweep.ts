import { ensureBucket, ensureQueue, readQueueSettings, type AwsClients } from '@widgets/aws-clients';
import { DEFAULT_NAMES, reportRun, sleep, UserError, type ProgramContext } from '@widgets/cli-kit';
import { createPace, newSweep, sweepBuckets } from '@widgets/request-channel';
import { clock } from '../clock';
import { requestBucketsOf } from '../request-buckets';
import { withClients } from '../with-clients';
import { formatAge } from './age';
import { describeSweep, describeSweepProgress } from './describe-sweep';
import type { SweepConfig } from './options';

/** One run of `consumer sweep`, from its config to its summary. Throws `UserError` when it cannot go on. */
export function runSweep(config: SweepConfig, context: ProgramContext): Promise<void> {
  const { print, log, signal } = context;
  return withClients(config, context, async (clients) => {
    const { s3, sqs, where, clockOffsetMs } = clients;
    const { requestBuckets, queueUrl } = await open(config, clients);
    const olderThan = config.olderThanSeconds ?? (await readQueueSettings(sqs, queueUrl)).retentionSeconds;
    const swept = newSweep();
    const now = (): number => clock.now() + clockOffsetMs();
    print(
      `consumer sweep: objects older than ${formatAge(olderThan)} in ${requestBuckets.join(', ')}, for queue ${config.requestQueue ?? DEFAULT_NAMES.requestQueue}, on ${where}`,
    );
    const { format, rate, yes, after, widgetKeyPrefix } = config;
    const work = {
      ...{ s3, sqs, queueUrl, requestBuckets, format, after, swept, sleep, log },
      skippedPrefixes: widgetKeyPrefix === '' ? [] : [widgetKeyPrefix],
      storedBefore: now() - olderThan * 1000,
      isDry: !yes,
      pace: createPace(rate, { monotonic: () => clock.monotonic(), sleep }),
    };
    let isThrough = false;
    const report = {
      print,
      progress: () => `consumer sweep: ${describeSweepProgress(swept, yes)}`,
      summary: () => describeSweep(swept, { isDry: !yes, isThrough }),
    };
    await reportRun(report, async () => {
      await sweepBuckets(work, signal);
      isThrough = !signal.aborted;
    });
  });
}

/** Buckets and queue, which exist then; on a local cloud what is not named is the cloud's own. */
async function open(
  config: SweepConfig,
  clients: AwsClients,
): Promise<{ readonly requestBuckets: readonly string[]; readonly queueUrl: string }> {
  const { s3, sqs, isLoopback, endpoints } = clients;
  const requestBuckets = requestBucketsOf(config, clients);
  const queue = config.requestQueue ?? (isLoopback ? DEFAULT_NAMES.requestQueue : undefined);
  if (queue === undefined || requestBuckets.length === 0) {
    const message = 'name the bucket to sweep with -rb, and the queue that takes the pointers with -rq';
    throw new UserError(message, { exitCode: 2 });
  }
  const whenMissing = isLoopback ? 'create' : 'fail';
  for (const bucket of requestBuckets) await ensureBucket(s3, bucket, whenMissing);
  const queueUrl = await ensureQueue(sqs, { queue, whenMissing, isAws: endpoints.sqs.isAws });
  return { requestBuckets, queueUrl };
}
