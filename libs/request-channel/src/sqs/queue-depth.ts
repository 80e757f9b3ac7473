import { GetQueueAttributesCommand, type QueueAttributeName, type SQSClient } from '@aws-sdk/client-sqs';

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const satisfies readonly QueueAttributeName[];

/** Messages in a queue, as SQS counts them. Approximate on AWS. */
export type QueueCounts = { readonly visible: number; readonly inFlight: number; readonly delayed: number };

export async function queueCounts(sqs: SQSClient, queueUrl: string): Promise<QueueCounts> {
  const input = { QueueUrl: queueUrl, AttributeNames: [...COUNTS] };
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand(input));
  const [visible = 0, inFlight = 0, delayed = 0] = COUNTS.map((name) => Number(Attributes[name] ?? 0));
  return { visible, inFlight, delayed };
}

/** Visible, in flight and delayed together. */
export async function queueDepth(sqs: SQSClient, queueUrl: string): Promise<number> {
  const { visible, inFlight, delayed } = await queueCounts(sqs, queueUrl);
  return visible + inFlight + delayed;
}
