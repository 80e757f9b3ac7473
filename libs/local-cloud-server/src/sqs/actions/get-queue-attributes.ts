import { SqsError } from '../errors';
import { requiredString, stringList } from '../params';
import type { Queue } from '../queue';
import { settingsAsAttributes } from '../queue-settings';
import type { SqsAction } from '../sqs-action';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const getQueueAttributes: SqsAction = (params, { queues }) => {
  const queue = queues.byUrl(requiredString(params, 'QueueUrl'));
  const wanted = stringList(params, 'AttributeNames');
  const attributes = attributesOf(queue);
  const unknown = wanted.find((name) => name !== 'All' && !attributes.has(name) && !OPTIONAL.has(name));
  if (unknown !== undefined) throw new SqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  const selected = [...attributes].filter(([name]) => wanted.includes('All') || wanted.includes(name));
  return selected.length > 0 ? { Attributes: Object.fromEntries(selected) } : {};
};

/** Attributes that a queue need not have. */
const OPTIONAL = new Set([
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoQueue',
  'FifoThroughputLimit',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'Policy',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
]);

function attributesOf(queue: Queue): Map<string, string> {
  const counts = queue.counts();
  return new Map([
    ['QueueArn', queue.arn],
    ['ApproximateNumberOfMessages', String(counts.visible)],
    ['ApproximateNumberOfMessagesNotVisible', String(counts['in-flight'])],
    ['ApproximateNumberOfMessagesDelayed', String(counts.delayed)],
    ['CreatedTimestamp', seconds(queue.createdAtMs)],
    ['LastModifiedTimestamp', seconds(queue.modifiedAtMs)],
    ...settingsAsAttributes(queue.settings),
  ]);
}

const seconds = (ms: number): string => String(Math.floor(ms / 1000));
