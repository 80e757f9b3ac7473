import { requiredString } from '../params';
import type { SqsAction } from '../sqs-action';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html, done at once. */
export const purgeQueue: SqsAction = (params, { queues }) => {
  queues.byUrl(requiredString(params, 'QueueUrl')).purge();
  return {};
};
