import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { OutgoingRequest } from '@widgets/request-channel';
import { gather } from './gather';
import type { Job } from './job';
import { outgoingRequests, pointerTo } from './outgoing';
import { createRoom } from './room';

const WINDOW = 64;
const BATCH = 10;
const LINGER_MS = 10;

/** The limit: 64 objects on their way at once, messages in full batches, and nothing else. */
export async function runBareProducer({ queueUrl, bucket, requests = 0 }: Job): Promise<void> {
  // The one setting that is not the SDK's own: its 50 sockets would be fewer than the calls.
  const requestHandler = { httpAgent: { keepAlive: true, maxSockets: 2 * WINDOW } };
  const [s3, sqs] = [new S3Client({ requestHandler }), new SQSClient({ requestHandler })];
  const stored = gather<OutgoingRequest>({ max: BATCH, lingerMs: LINGER_MS }, async (batch) => {
    const Entries = batch.map((request, at) => ({ Id: String(at), ...pointerTo(request) }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  });
  const send = async (request: OutgoingRequest): Promise<void> => {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: request.key, Body: request.bytes }));
    stored.add(request);
  };
  const room = createRoom(WINDOW - 1);
  for (const request of outgoingRequests(requests)) {
    await room.isThere();
    room.take(send(request));
  }
  await room.isEmpty();
  await stored.flush();
}
