import { requiredString } from '../params';
import type { SqsAction } from '../sqs-action';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html, done at once. */
export const deleteQueue: SqsAction = (params, { queues }) => {
  queues.delete(queues.byUrl(requiredString(params, 'QueueUrl')));
  return {};
};
