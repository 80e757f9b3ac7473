import { Consumer } from 'sqs-consumer';
import { applyMessage, defaultClients } from './apply-message';
import type { Job } from './job';

const BATCH = 10;

/** `sqs-consumer` in batch mode, as many instances as the job says, which share the clients of the handler. */
export async function runSqsConsumers(job: Job, stopped: Promise<void>): Promise<void> {
  const clients = defaultClients();
  const consumers = Array.from({ length: job.instances ?? 1 }, () => {
    const consumer = Consumer.create({
      queueUrl: job.queueUrl,
      batchSize: BATCH,
      handleMessageBatch: async (messages) => {
        await Promise.all(messages.map(({ Body = '' }) => applyMessage(clients, job, Body)));
        return messages;
      },
    });
    consumer.on('error', fail);
    consumer.on('processing_error', fail);
    consumer.start();
    return consumer;
  });
  await stopped;
  for (const consumer of consumers) consumer.stop({ abort: true });
}

/** The clouds of a benchmark do not fail: a contestant that sees an error is wrong. */
function fail(error: Error): void {
  throw error;
}
