import { ensureBucket, type AwsClients } from '@widgets/aws-clients';
import { sleep } from '@widgets/cli-kit';
import { createS3Source, createSqsSource, firstRequest, REJECTED_PREFIX } from '@widgets/request-channel';
import type { Pointer } from '@widgets/widget-model';
import type { Log, RequestSource } from '@widgets/widget-pipeline';
import { warnAtStart } from './check/warn-at-start';
import { clock } from './clock';
import { hintingAtForward } from './hint-at-forward';
import { openQueue } from './open-queue';
import type { ConsumerConfig } from './options';
import type { Source } from './plan-source';

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
  if (source.kind === 'queue') return queueSource(clients, source, { config, log });
  const skippedPrefixes = widgetPrefixes(config);
  return createS3Source({ s3, requestBuckets, skippedPrefixes, log, clock, sleep, random: Math.random });
}

async function queueSource(
  clients: AwsClients,
  { queue, requestBuckets }: Source & { kind: 'queue' },
  { config, log }: Opening,
): Promise<RequestSource> {
  const { s3, sqs } = clients;
  const { waitSeconds, leaseSeconds } = config;
  const { options, settings } = await openQueue(clients, { ...config, queue }, log);
  const { deadLetterQueueUrl } = options;
  await warnAtStart(clients, { queue, settings, deadLetterQueueUrl, requestBuckets }, { config, log });
  const source = createSqsSource({
    sqs,
    s3,
    ...options,
    requestBuckets,
    waitSeconds,
    leaseSeconds,
    log,
    clock,
    sleep,
    random: Math.random,
  });
  const skippedPrefixes = [REJECTED_PREFIX, ...widgetPrefixes(config)];
  const findObject = () => findRequest(s3, requestBuckets, skippedPrefixes);
  return hintingAtForward(source, { queue, findObject, log });
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
