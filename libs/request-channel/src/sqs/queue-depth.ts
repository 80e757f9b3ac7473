import { GetQueueAttributesCommand, type QueueAttributeName, type SQSClient } from '@aws-sdk/client-sqs';

const COUNTS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const satisfies readonly QueueAttributeName[];

/** Messages in a queue, as SQS counts them: visible, in flight and delayed together. Approximate on AWS. */
export async function queueDepth(sqs: SQSClient, queueUrl: string): Promise<number> {
  const input = { QueueUrl: queueUrl, AttributeNames: [...COUNTS] };
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand(input));
  return COUNTS.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}
