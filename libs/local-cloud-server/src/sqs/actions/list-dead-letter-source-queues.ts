import { optionalInteger, optionalString, requiredString } from '../params';
import { namesPage } from '../names-page';
import { queueUrl, type SqsAction } from '../sqs-action';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html */
export const listDeadLetterSourceQueues: SqsAction = (params, context) => {
  const { queues } = context;
  const { arn } = queues.byUrl(requiredString(params, 'QueueUrl'));
  const sources = queues
    .names()
    .filter((name) => queues.byName(name).settings.redrive?.deadLetterTargetArn === arn);
  const { page, next } = namesPage(sources, {
    after: optionalString(params, 'NextToken'),
    maxResults: optionalInteger(params, 'MaxResults', [1, 1000]),
  });
  // In lower case, unlike the answer of ListQueues.
  return { queueUrls: page.map((name) => queueUrl({ name }, context)), ...next };
};
