import { requiredString, stringMap } from '../params';
import type { SqsAction } from '../sqs-action';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const setQueueAttributes: SqsAction = (params, { queues }) => {
  const queue = queues.byUrl(requiredString(params, 'QueueUrl'));
  queues.change(queue, stringMap(params, 'Attributes'));
  return {};
};
