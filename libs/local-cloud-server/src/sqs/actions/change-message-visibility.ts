import { SqsError } from '../errors';
import { optionalInteger, type Params, requiredString } from '../params';
import type { Queue } from '../queue';
import type { SqsAction } from '../sqs-action';

/** In seconds. */
const VISIBILITY_RANGE = [0, 43_200] as const;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export const changeMessageVisibility: SqsAction = (params, { queues }) => {
  const queue = queues.byUrl(requiredString(params, 'QueueUrl'));
  changeOne(queue, params);
  return {};
};

export function changeOne(queue: Queue, params: Params): void {
  const receiptHandle = requiredString(params, 'ReceiptHandle');
  const seconds = optionalInteger(params, 'VisibilityTimeout', VISIBILITY_RANGE);
  if (seconds === undefined) {
    throw new SqsError('MissingParameter', 'The request must contain the parameter VisibilityTimeout.');
  }
  queue.changeVisibility(receiptHandle, seconds);
}
