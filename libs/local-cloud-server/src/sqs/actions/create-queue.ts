import { requiredString, stringMap } from '../params';
import { queueUrl, type SqsAction } from '../sqs-action';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const createQueue: SqsAction = (params, context) => {
  const queue = context.queues.create(requiredString(params, 'QueueName'), stringMap(params, 'Attributes'));
  return { QueueUrl: queueUrl(queue, context) };
};
