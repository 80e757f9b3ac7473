import {
  ensureBucket,
  ensureQueue,
  readQueueSettings,
  type AwsClients,
  type QueueSettings,
} from '@widgets/aws-clients';
import { sleep } from '@widgets/cli-kit';
import { createS3Source, createSqsSource, firstRequest, REJECTED_PREFIX } from '@widgets/request-channel';
import type { Pointer } from '@widgets/widget-model';
import { CannotContinue, type Clock, type Log, type RequestSource } from '@widgets/widget-pipeline';
import { hintingAtForward } from './hint-at-forward';
import type { ConsumerConfig } from './options';
import type { Source } from './plan-source';

const clock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

type Opening = { readonly config: ConsumerConfig; readonly log: Log };

/** Opens the source of a plan; queue, buckets and dead-letter queue exist then. */
export async function openSource(
  clients: AwsClients,
  source: Source,
  { config, log }: Opening,
): Promise<RequestSource> {
  const { s3, isLoopback } = clients;
  const { requestBuckets } = source;
  for (const bucket of requestBuckets) await ensureBucket(s3, bucket, isLoopback ? 'create' : 'fail');
  if (source.kind === 'queue') return openQueue(clients, source, { config, log });
  const skippedPrefixes = widgetPrefixes(config);
  return createS3Source({ s3, requestBuckets, skippedPrefixes, log, clock, sleep, random: Math.random });
}

async function openQueue(
  { s3, sqs, isLoopback, endpoints }: AwsClients,
  { queue, requestBuckets }: Source & { kind: 'queue' },
  { config, log }: Opening,
): Promise<RequestSource> {
  const whenMissing = isLoopback ? 'create' : 'fail';
  const lookup = (name: string) => ensureQueue(sqs, { queue: name, whenMissing, isAws: endpoints.sqs.isAws });
  const queueUrl = await lookup(queue);
  const settings = await readQueueSettings(sqs, queueUrl);
  const deadLetterQueueUrl =
    config.deadLetterQueue === undefined ? settings.deadLetterQueueUrl : await lookup(config.deadLetterQueue);
  if (deadLetterQueueUrl === queueUrl) {
    const message = `--dead-letter-queue ${queue} is the request queue itself: refused messages would come again and again`;
    throw new CannotContinue(message, { blame: 'usage' });
  }
  const skippedPrefixes = [REJECTED_PREFIX, ...widgetPrefixes(config)];
  const findObject = () => findRequest(s3, requestBuckets, skippedPrefixes);
  const queueSource = createSqsSource({
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
    clock,
    sleep,
  });
  return hintingAtForward(queueSource, { queue, findObject, log });
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

async function findRequest(
  s3: AwsClients['s3'],
  buckets: readonly string[],
  skippedPrefixes: readonly string[],
): Promise<Pointer | undefined> {
  for (const bucket of buckets) {
    const object = await firstRequest(s3, { bucket, skippedPrefixes });
    if (object) return { bucket, key: object.key };
  }
  return undefined;
}

/** Widgets may lie beside requests, now or from another run; taken for requests they would be rejected. */
const widgetPrefixes = ({ widgetKeyPrefix }: ConsumerConfig): readonly string[] =>
  widgetKeyPrefix === '' ? [] : [widgetKeyPrefix];
