import {
  ensureBucket,
  ensureQueue,
  readQueueSettings,
  type AwsClients,
  type QueueSettings,
} from '@widgets/aws-clients';
import { sleep } from '@widgets/cli-kit';
import { createSqsSource } from '@widgets/request-channel';
import { CannotContinue, type Log, type RequestSource } from '@widgets/widget-pipeline';
import type { ConsumerConfig } from './options';
import type { RunPlan } from './plan-run';

/** The queue of a plan as a source; queue, buckets and dead-letter queue exist then. */
export async function openSource(
  clients: AwsClients,
  { queue, requestBuckets }: RunPlan,
  { config, log }: { config: ConsumerConfig; log: Log },
): Promise<RequestSource> {
  const { s3, sqs, isLoopback, endpoints } = clients;
  const whenMissing = isLoopback ? 'create' : 'fail';
  const lookup = (name: string) => ensureQueue(sqs, { queue: name, whenMissing, isAws: endpoints.sqs.isAws });
  for (const bucket of requestBuckets) await ensureBucket(s3, bucket, whenMissing);
  const queueUrl = await lookup(queue);
  const settings = await readQueueSettings(sqs, queueUrl);
  const deadLetterQueueUrl =
    config.deadLetterQueue === undefined ? settings.deadLetterQueueUrl : await lookup(config.deadLetterQueue);
  if (deadLetterQueueUrl === queueUrl) {
    const message = `--dead-letter-queue ${queue} is the request queue itself: refused messages would come again and again`;
    throw new CannotContinue(message, { blame: 'usage' });
  }
  return createSqsSource({
    sqs,
    s3,
    queueUrl,
    requestBuckets,
    deadLetterQueueUrl,
    waitSeconds: config.waitSeconds,
    leaseSeconds: config.leaseSeconds,
    queueLeaseSeconds: settings.leaseSeconds,
    missingWidgetRetries: possibleRetries(config.missingWidgetRetries, settings, log),
    log,
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    sleep,
  });
}

/** A message that waits is received again each time: the last receive must come before the queue gives it up. */
function possibleRetries(asked: number, { maxReceiveCount = Infinity }: QueueSettings, log: Log): number {
  const possible = Math.max(0, maxReceiveCount - 2);
  if (asked <= possible) return asked;
  log.warn(
    { maxReceiveCount, missingWidgetRetries: possible },
    'the redrive policy of the queue gives messages up so early that fewer retries for a missing widget are possible',
  );
  return possible;
}
