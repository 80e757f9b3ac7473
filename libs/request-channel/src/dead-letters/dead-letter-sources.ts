import {
  GetQueueAttributesCommand,
  paginateListDeadLetterSourceQueues,
  SQSServiceException,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadLetterSource } from './letter';

/** The queues whose redrive policies lead to a dead-letter queue; none are told to who may not ask. */
export async function readDeadLetterSources(sqs: SQSClient, queueUrl: string): Promise<DeadLetterSource[]> {
  try {
    const sources: DeadLetterSource[] = [];
    for await (const { queueUrls = [] } of paginateListDeadLetterSourceQueues(
      { client: sqs, pageSize: 1000 },
      { QueueUrl: queueUrl },
    )) {
      sources.push(...(await Promise.all(queueUrls.map((url) => readSource(sqs, url)))));
    }
    return sources;
  } catch (error) {
    if (error instanceof SQSServiceException && error.name.startsWith('AccessDenied')) return [];
    throw error;
  }
}

async function readSource(sqs: SQSClient, queueUrl: string): Promise<DeadLetterSource> {
  const AttributeNames = ['QueueArn' as const, 'RedrivePolicy' as const];
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames }),
  );
  const count = /"maxReceiveCount"\s*:\s*"?(\d+)/.exec(Attributes['RedrivePolicy'] ?? '')?.[1];
  return {
    queueUrl,
    arn: Attributes['QueueArn'] ?? '',
    maxReceiveCount: count === undefined ? undefined : Number(count),
  };
}
