import {
  ensureQueue,
  queueName,
  readQueueSettings,
  readRetention,
  type AwsClients,
} from '@widgets/aws-clients';
import { isFifoQueue } from '@widgets/request-channel';
import type { ConsumerConfig } from '../options';
import type { Finding } from './finding';
import { judgeDeadLetters, judgeReceiveCount, judgeRetention, type QueueFacts } from './judge-queue';
import { madeAtStart, probe } from './probing';

export type ProbedQueue = {
  readonly findings: readonly Finding[];
  /** `undefined` when the queue cannot be looked at. */
  readonly facts: QueueFacts | undefined;
};

type Probing = Pick<AwsClients, 'sqs' | 'isLoopback' | 'endpoints'>;

/** Whether the queues are there, and fit together. */
export async function probeQueue(
  clients: Probing,
  queue: string,
  { deadLetterQueue, missingWidgetRetries }: ConsumerConfig,
): Promise<ProbedQueue> {
  const about = `queue ${queueName(queue)}`;
  const url = await lookUp(clients, queue, about);
  if (!url.ok) return { findings: [url.finding], facts: undefined };
  const read = await probe(about, () => readQueueSettings(clients.sqs, url.value));
  if (!read.ok) return { findings: [read.finding], facts: undefined };
  const settings = read.value;
  const { deadLetters, findings } = await probeDeadLetters(clients, {
    named: deadLetterQueue,
    url: settings.deadLetterQueueUrl,
    requestQueueUrl: url.value,
  });
  const facts = { queue: queueName(queue), settings, deadLetters };
  return {
    facts,
    findings: [
      { severity: 'ok', about, what: 'is there, and its attributes may be read' },
      judgeReceiveCount(facts, missingWidgetRetries),
      ...(findings.length > 0 ? findings : [judgeDeadLetters(facts), ...judgeRetention(facts)]),
    ],
  };
}

type DeadLetterNames = {
  readonly named: string | undefined;
  /** Of the redrive policy. */
  readonly url: string | undefined;
  readonly requestQueueUrl: string;
};

async function probeDeadLetters(
  clients: Probing,
  { named, url: ofPolicy, requestQueueUrl }: DeadLetterNames,
): Promise<{ deadLetters: QueueFacts['deadLetters']; findings: readonly Finding[] }> {
  const about = `dead-letter queue ${queueName(named ?? ofPolicy ?? '')}`;
  const found = named === undefined ? undefined : await lookUp(clients, named, about);
  if (found?.ok === false) return { deadLetters: undefined, findings: [found.finding] };
  const url = found?.value ?? ofPolicy;
  if (url === undefined) return { deadLetters: undefined, findings: [] };
  const unfit = whyUnfit(url, requestQueueUrl);
  if (unfit !== undefined)
    return { deadLetters: undefined, findings: [{ severity: 'fail', about, what: unfit }] };
  const retention = await probe(about, () => readRetention(clients.sqs, url));
  const retentionSeconds = retention.ok ? retention.value : undefined;
  return {
    deadLetters: { queue: queueName(url), retentionSeconds },
    findings: retention.ok ? [] : [{ ...retention.finding, severity: 'warn' }],
  };
}

function whyUnfit(url: string, requestQueueUrl: string): string | undefined {
  if (url === requestQueueUrl)
    return 'is the request queue itself: refused messages would come again and again. Name another with --dead-letter-queue';
  if (isFifoQueue(requestQueueUrl) && !isFifoQueue(url))
    return 'the dead letters of a FIFO queue need a FIFO queue, whose name ends in .fifo';
  return undefined;
}

async function lookUp({ sqs, endpoints, isLoopback }: Probing, queue: string, about: string) {
  const lookup = { queue, whenMissing: 'fail' as const, isAws: endpoints.sqs.isAws };
  const found = await probe(about, () => ensureQueue(sqs, lookup));
  if (found.ok || !isLoopback || !found.finding.what.startsWith('There is no queue')) return found;
  return { ...found, finding: madeAtStart(about) };
}
