import { requiredString } from '../params';
import { queueUrl, type SqsAction } from '../sqs-action';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const getQueueUrl: SqsAction = (params, context) => ({
  QueueUrl: queueUrl(context.queues.byName(requiredString(params, 'QueueName')), context),
});
