import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { applyMessage, defaultClients } from './apply-message';
import type { Job } from './job';

/** The loop of a first consumer: one call after the other. */
export async function runSequential(job: Job, stopped: Promise<void>): Promise<void> {
  const clients = defaultClients();
  const sqs = new SQSClient({});
  const QueueUrl = job.queueUrl;
  const stopping = new AbortController();
  void stopped.then(() => stopping.abort());
  while (!stopping.signal.aborted) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
    );
    for (const { Body = '', ReceiptHandle } of Messages) {
      await applyMessage(clients, job, Body);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
  }
}
