import type { QueueSettings } from '@widgets/aws-clients';
import type { ConsumerConfig } from '../options';
import type { Finding } from './finding';

/** What is known of the queues of a run. */
export type QueueFacts = {
  /** The name of the request queue. */
  readonly queue: string;
  readonly settings: QueueSettings;
  readonly deadLetters: DeadLetters | undefined;
};

export type DeadLetters = {
  readonly queue: string;
  /** `undefined` when the queue does not tell. */
  readonly retentionSeconds: number | undefined;
};

/** SQS keeps nothing longer. */
export const LONGEST_RETENTION_SECONDS = 14 * 24 * 60 * 60;

/** Whether what is refused has a place to go. */
export function judgeDeadLetters({ queue, settings, deadLetters }: QueueFacts): Finding {
  const about = `queue ${queue}`;
  if (deadLetters !== undefined)
    return { severity: 'ok', about, what: `its dead letters go to ${deadLetters.queue}` };
  if (settings.maxReceiveCount !== undefined) {
    return {
      severity: 'warn',
      about,
      what: 'the dead-letter queue of its redrive policy is gone, or may not be looked up: refused messages get there without their reason, or not at all',
      fix: 'name it with --dead-letter-queue, and allow sqs:GetQueueUrl and sqs:SendMessage on it',
    };
  }
  return {
    severity: 'warn',
    about,
    what: 'there is no dead-letter queue: refused messages stay in the queue and come again until its retention ends',
    fix: `aws sqs create-queue --queue-name ${queueNamed(queue, 'dlq')}${fifoOption(queue)}, and start with --dead-letter-queue=${queueNamed(queue, 'dlq')}`,
  };
}

/** Whether a message is still ours when a receive that waited for it brings it. */
export function judgeLease({
  leaseSeconds,
  waitSeconds,
}: Pick<ConsumerConfig, 'leaseSeconds' | 'waitSeconds'>): Finding {
  const about = 'lease';
  if (leaseSeconds >= waitSeconds)
    return { severity: 'ok', about, what: `${leaseSeconds} s, and a receive waits for ${waitSeconds} s` };
  return {
    severity: 'warn',
    about,
    what: `-qvt ${leaseSeconds} is shorter than -qwt ${waitSeconds}: nobody can tell how much of its lease is left when a message arrives, so that each is renewed at once, and late ones come twice`,
    fix: `-qvt=${Math.max(30, waitSeconds * 2)}, or -qwt=${leaseSeconds}`,
  };
}

/** A message that waits for its widget is received again each time; a FIFO queue lets none wait. */
export function judgeReceiveCount(
  { queue, settings: { maxReceiveCount } }: QueueFacts,
  missingWidgetRetries: number,
): Finding {
  const about = `queue ${queue}`;
  if (maxReceiveCount === undefined)
    return { severity: 'ok', about, what: 'no redrive policy gives messages up' };
  const retries = queue.endsWith('.fifo') ? 0 : missingWidgetRetries;
  const needed = retries + 2;
  if (maxReceiveCount >= needed)
    return {
      severity: 'ok',
      about,
      what: `maxReceiveCount ${maxReceiveCount} leaves room for ${retries} retries`,
    };
  return {
    severity: 'warn',
    about,
    what: `maxReceiveCount ${maxReceiveCount} is too low for ${retries} retries for a missing widget: the redrive policy gives messages up that only wait`,
    fix: `set maxReceiveCount to ${needed} or more in its RedrivePolicy (aws sqs set-queue-attributes), or --missing-widget-retries=${Math.max(0, maxReceiveCount - 2)}`,
  };
}

/**
 * A message that the redrive policy moves keeps the time of its first sending on a standard queue, so that the dead-letter
 * queue must keep messages longer than the queue does.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function judgeRetention({ queue, settings, deadLetters }: QueueFacts): readonly Finding[] {
  if (deadLetters?.retentionSeconds === undefined) return [];
  const about = `dead-letter queue ${deadLetters.queue}`;
  const [kept, dead] = [settings.retentionSeconds, deadLetters.retentionSeconds];
  if (dead > kept || queue.endsWith('.fifo') || dead === LONGEST_RETENTION_SECONDS)
    return [{ severity: 'ok', about, what: `keeps messages for ${days(dead)}, the queue for ${days(kept)}` }];
  return [
    {
      severity: 'warn',
      about,
      what: `keeps messages for ${days(dead)}, no longer than the queue itself (${days(kept)}): what the redrive policy moves there late is deleted at once, as its age counts from its first sending`,
      fix: `aws sqs set-queue-attributes --queue-url "$(aws sqs get-queue-url --queue-name ${deadLetters.queue} --output text)" --attributes MessageRetentionPeriod=${LONGEST_RETENTION_SECONDS}`,
    },
  ];
}

/** `4 days`, `1.5 days`, `90 s` */
export function days(seconds: number): string {
  if (seconds < 60 * 60) return `${seconds} s`;
  const count = Math.round((seconds / (24 * 60 * 60)) * 100) / 100;
  return `${count} ${count === 1 ? 'day' : 'days'}`;
}

const queueNamed = (queue: string, suffix: string): string =>
  queue.endsWith('.fifo') ? `${queue.slice(0, -'.fifo'.length)}-${suffix}.fifo` : `${queue}-${suffix}`;

const fifoOption = (queue: string): string => (queue.endsWith('.fifo') ? ' --attributes FifoQueue=true' : '');
