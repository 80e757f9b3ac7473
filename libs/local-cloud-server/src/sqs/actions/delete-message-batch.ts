import { batchEntries, runBatch } from '../batch';
import { requiredString } from '../params';
import type { SqsAction } from '../sqs-action';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export const deleteMessageBatch: SqsAction = (params, { queues, entryFault }) => {
  const queue = queues.byUrl(requiredString(params, 'QueueUrl'));
  return runBatch(
    batchEntries(params),
    (entry) => {
      queue.delete(requiredString(entry, 'ReceiptHandle'));
      return {};
    },
    entryFault,
  );
};
