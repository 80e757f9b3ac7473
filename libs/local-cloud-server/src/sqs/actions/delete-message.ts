import { requiredString } from '../params';
import type { SqsAction } from '../sqs-action';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
export const deleteMessage: SqsAction = (params, { queues }) => {
  queues.byUrl(requiredString(params, 'QueueUrl')).delete(requiredString(params, 'ReceiptHandle'));
  return {};
};
