import { ensureBucket, ensureQueue, type AwsClients } from '@widgets/aws-clients';
import { sleep } from '@widgets/cli-kit';
import { createPublisher, type Destination, type Publisher } from '@widgets/request-channel';
import type { RunPlan } from './plan-run';

/** A publisher to where a plan leads; bucket and queue exist then. */
export async function openPublisher(clients: AwsClients, plan: RunPlan): Promise<Publisher> {
  const { s3, sqs } = clients;
  return createPublisher({ s3, sqs, destination: await openDestination(clients, plan), sleep });
}

async function openDestination(
  { s3, sqs, isLoopback, endpoints }: AwsClients,
  plan: RunPlan,
): Promise<Destination> {
  const whenMissing = isLoopback ? 'create' : 'fail';
  if (plan.kind !== 'inline') await ensureBucket(s3, plan.bucket, whenMissing);
  if (plan.kind === 'bucket') return plan;
  const queueUrl = await ensureQueue(sqs, { queue: plan.queue, whenMissing, isAws: endpoints.sqs.isAws });
  return plan.kind === 'inline' ? { kind: 'inline', queueUrl } : { ...plan, queueUrl };
}
