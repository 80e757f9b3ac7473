import {
  queueName,
  readExpirations,
  readRetention,
  type AwsClients,
  type QueueSettings,
} from '@widgets/aws-clients';
import type { Log } from '@widgets/widget-pipeline';
import type { ConsumerConfig } from '../options';
import type { Finding } from './finding';
import { judgeExpirations } from './judge-expirations';
import { judgeDeadLetters, judgeLease, judgeRetention, type QueueFacts } from './judge-queue';
import { judgeSockets } from './judge-sockets';
import { readOpenFilesLimit } from './open-files';
import { pointedToSeconds } from './pointed-to';

/** What the start has found out by itself. */
export type Opened = {
  readonly queue: string;
  readonly settings: QueueSettings;
  readonly deadLetterQueueUrl: string | undefined;
  readonly requestBuckets: readonly string[];
};

/**
 * Warns of what `consumer check` would warn of, as far as a call for the dead letters and one for each bucket tell. What these
 * calls meet, a permission that is missing among it, keeps nobody from starting.
 */
export async function warnAtStart(
  { sqs, s3 }: Pick<AwsClients, 'sqs' | 's3'>,
  { queue, settings, deadLetterQueueUrl, requestBuckets }: Opened,
  { config, log }: { readonly config: ConsumerConfig; readonly log: Log },
): Promise<void> {
  const ifTold = <T>(answer: Promise<T>, otherwise: T): Promise<T> =>
    answer.catch((error: unknown) => {
      log.debug({ reason: String(error) }, 'a check at the start could not be made');
      return otherwise;
    });
  const [retentionSeconds, ...expirations] = await Promise.all([
    ifTold(deadLetterQueueUrl === undefined ? nothing : readRetention(sqs, deadLetterQueueUrl), undefined),
    ...requestBuckets.map((bucket) => ifTold(readExpirations(s3, bucket), [])),
  ]);
  const deadLetters =
    deadLetterQueueUrl === undefined ? undefined : { queue: queueName(deadLetterQueueUrl), retentionSeconds };
  const facts: QueueFacts = { queue: queueName(queue), settings, deadLetters };
  report(log, [
    judgeSockets(config.concurrency, await readOpenFilesLimit()),
    judgeLease(config),
    judgeDeadLetters(facts),
    ...judgeRetention(facts),
    ...requestBuckets.flatMap((bucket, at) =>
      judgeExpirations({
        bucket,
        expirations: expirations[at] ?? [],
        widgetPrefix: config.widgetKeyPrefix,
        pointedToSeconds: pointedToSeconds(facts),
      }),
    ),
  ]);
}

const nothing: Promise<number | undefined> = Promise.resolve(undefined);

function report(log: Log, findings: readonly Finding[]): void {
  for (const { severity, about, what, fix } of findings) {
    if (severity === 'warn' || severity === 'fail') log.warn({ fix }, `${about}: ${what}`);
  }
}
