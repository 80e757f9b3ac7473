import { namesPage } from '../names-page';
import { optionalInteger, optionalString } from '../params';
import { queueUrl, type SqsAction } from '../sqs-action';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export const listQueues: SqsAction = (params, context) => {
  const prefix = optionalString(params, 'QueueNamePrefix') ?? '';
  const { page, next } = namesPage(
    context.queues.names().filter((name) => name.startsWith(prefix)),
    {
      maxResults: optionalInteger(params, 'MaxResults', [1, 1000]),
      after: optionalString(params, 'NextToken'),
    },
  );
  return {
    ...(page.length > 0 ? { QueueUrls: page.map((name) => queueUrl({ name }, context)) } : {}),
    ...next,
  };
};
