import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteObjectsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { fetchRequest, pointerOf, putWidget } from './apply-message';
import { gather } from './gather';
import type { Job } from './job';
import { createRoom } from './room';

/** Messages in hand at once, as many as our consumer has: nearly three times what 30 ms a call ask for at this pace. */
const WINDOW = 96;
const POLLERS = 4;
const BATCH = 10;
const LINGER_MS = 50;
const MAX_KEYS = 100;

/**
 * The limit: the calls of our consumer, as the SDK makes them, with as many as fit on their way at once, and nothing else.
 * No leases, no order, no stamps, no errors.
 */
export async function runBareConsumer(job: Job, stopped: Promise<void>): Promise<void> {
  // The one setting that is not the SDK's own: its 50 sockets would be fewer than the calls.
  const requestHandler = { httpAgent: { keepAlive: true, maxSockets: 2 * WINDOW } };
  const sqs = new SQSClient({ requestHandler });
  const clients = { s3: new S3Client({ requestHandler }), dynamodb: new DynamoDBClient({ requestHandler }) };
  const QueueUrl = job.queueUrl;
  const stopping = new AbortController();
  void stopped.then(() => stopping.abort());

  const keys = gather<string>({ max: MAX_KEYS, lingerMs: LINGER_MS }, async (items) => {
    const Delete = { Objects: items.map((Key) => ({ Key })), Quiet: true };
    await clients.s3.send(new DeleteObjectsCommand({ Bucket: job.bucket, Delete }));
  });
  const handles = gather<{ handle: string; key?: string }>(
    { max: BATCH, lingerMs: LINGER_MS },
    async (items) => {
      const Entries = items.map(({ handle }, at) => ({ Id: String(at), ReceiptHandle: handle }));
      await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      for (const { key } of items) if (key !== undefined) keys.add(key);
    },
  );
  const apply = async ({ Body = '', ReceiptHandle: handle = '' }: Message): Promise<void> => {
    if (job.isInline) {
      await putWidget(clients, job, Body);
      return handles.add({ handle });
    }
    const pointer = pointerOf(Body);
    await putWidget(clients, job, await fetchRequest(clients, pointer));
    handles.add({ handle, key: pointer.Key });
  };

  const room = createRoom(WINDOW - BATCH);
  const poll = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await room.isThere();
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: BATCH, WaitTimeSeconds: 1 }),
      );
      for (const message of Messages) room.take(apply(message));
    }
  };
  await Promise.all(Array.from({ length: POLLERS }, poll));
  await room.isEmpty();
  await handles.flush();
  await keys.flush();
}
