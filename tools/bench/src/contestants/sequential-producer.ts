import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Job } from './job';
import { outgoingRequests, pointerTo } from './outgoing';

/** The loop of a first producer: one call after the other. */
export async function runSequentialProducer({ queueUrl, bucket, requests = 0 }: Job): Promise<void> {
  const [s3, sqs] = [new S3Client({}), new SQSClient({})];
  for (const request of outgoingRequests(requests)) {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: request.key, Body: request.bytes }));
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, ...pointerTo(request) }));
  }
}
