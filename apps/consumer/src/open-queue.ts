import { ensureQueue, readQueueSettings, type AwsClients, type QueueSettings } from '@widgets/aws-clients';
import { UserError } from '@widgets/cli-kit';
import { isFifoQueue, type SqsSourceOptions } from '@widgets/request-channel';
import type { Log } from '@widgets/widget-pipeline';

/** What the user said of the queues, by name or URL, and of those of their messages that have to wait. */
export type NamedQueues = {
  readonly queue: string;
  readonly deadLetterQueue: string | undefined;
  readonly missingWidgetRetries: number;
};

type OpenQueue = {
  readonly options: Pick<
    SqsSourceOptions,
    'queueUrl' | 'deadLetterQueueUrl' | 'queueLeaseSeconds' | 'missingWidgetRetries' | 'maxReceiveCount'
  >;
  readonly settings: QueueSettings;
};

/** A queue and what takes its refused messages, which exist then. Throws `UserError` when they do not go together. */
export async function openQueue(
  { sqs, isLoopback, endpoints }: AwsClients,
  { queue, deadLetterQueue, missingWidgetRetries }: NamedQueues,
  log: Log,
): Promise<OpenQueue> {
  const whenMissing = isLoopback ? 'create' : 'fail';
  const lookup = (name: string) => ensureQueue(sqs, { queue: name, whenMissing, isAws: endpoints.sqs.isAws });
  if (deadLetterQueue !== undefined && isFifoQueue(queue) && !isFifoQueue(deadLetterQueue)) {
    throw unfit(
      deadLetterQueue,
      `the dead letters of a FIFO queue (${queue}) need a FIFO queue, whose name ends in .fifo`,
    );
  }
  const queueUrl = await lookup(queue);
  const settings = await readQueueSettings(sqs, queueUrl);
  const deadLetterQueueUrl =
    deadLetterQueue === undefined ? settings.deadLetterQueueUrl : await lookup(deadLetterQueue);
  if (deadLetterQueueUrl === queueUrl) {
    throw unfit(queue, 'this is the request queue itself: refused messages would come again and again');
  }
  return {
    settings,
    options: {
      queueUrl,
      deadLetterQueueUrl,
      queueLeaseSeconds: settings.leaseSeconds,
      maxReceiveCount: settings.maxReceiveCount,
      // A FIFO queue hands out a create before what needs it: a widget that is missing there does not come.
      missingWidgetRetries: isFifoQueue(queue) ? 0 : possibleRetries(missingWidgetRetries, settings, log),
    },
  };
}

const unfit = (deadLetterQueue: string, why: string): UserError =>
  new UserError(`--dead-letter-queue ${deadLetterQueue}: ${why}`, { exitCode: 2 });

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
