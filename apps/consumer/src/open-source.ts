import { ensureBucket, ensureQueue, findDeadLetterQueue, type AwsClients } from '@widgets/aws-clients';
import { sleep } from '@widgets/cli-kit';
import { createSqsSource } from '@widgets/request-channel';
import type { Log, RequestSource } from '@widgets/widget-pipeline';
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
  const deadLetterQueueUrl =
    config.deadLetterQueue === undefined
      ? await findDeadLetterQueue(sqs, queueUrl)
      : await lookup(config.deadLetterQueue);
  return createSqsSource({
    sqs,
    s3,
    queueUrl,
    requestBuckets,
    deadLetterQueueUrl,
    waitSeconds: config.waitSeconds,
    leaseSeconds: config.leaseSeconds,
    log,
    clock: { now: () => Date.now(), monotonic: () => performance.now() },
    sleep,
  });
}
