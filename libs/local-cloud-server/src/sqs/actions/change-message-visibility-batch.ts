import { batchEntries, runBatch } from '../batch';
import { requiredString } from '../params';
import type { SqsAction } from '../sqs-action';
import { changeOne } from './change-message-visibility';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export const changeMessageVisibilityBatch: SqsAction = (params, { queues, entryFault }) => {
  const queue = queues.byUrl(requiredString(params, 'QueueUrl'));
  return runBatch(
    batchEntries(params),
    (entry) => {
      changeOne(queue, entry);
      return {};
    },
    entryFault,
  );
};
