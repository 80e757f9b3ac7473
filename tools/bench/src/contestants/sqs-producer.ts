import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Producer } from 'sqs-producer';
import type { Job } from './job';
import { inBatches, outgoingRequests, pointerTo } from './outgoing';

const BATCH = 10;

/** What a user would write around `sqs-producer`: ten objects side by side, then their messages in one send. */
export async function runSqsProducer({ queueUrl, bucket, requests = 0 }: Job): Promise<void> {
  const s3 = new S3Client({});
  const producer = Producer.create({ queueUrl });
  for (const batch of inBatches(outgoingRequests(requests), BATCH)) {
    await Promise.all(
      batch.map(({ key, bytes }) => s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }))),
    );
    await producer.send(
      batch.map((request) => {
        const { MessageBody: body, MessageAttributes: messageAttributes } = pointerTo(request);
        return { id: request.key, body, messageAttributes };
      }),
    );
  }
}
