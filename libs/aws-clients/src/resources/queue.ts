import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  SQSServiceException,
  type QueueAttributeName,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { WhenMissing } from './when-missing';

export type QueueLookup = {
  /** A queue's name or its URL. */
  readonly queue: string;
  readonly whenMissing: WhenMissing;
  /** Whether calls go to AWS itself, where a queue URL is an address; elsewhere only its last part, the name, counts. */
  readonly isAws: boolean;
};

/** The URL of a queue given by name or URL, which exists then. Throws the SDK's error when it does not. */
export const ensureQueue = async (
  sqs: SQSClient,
  { queue, whenMissing, isAws }: QueueLookup,
): Promise<string> => {
  const name = queueName(queue);
  try {
    if (!isAws || !isUrl(queue)) return await findUrl(sqs, name);
    await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['QueueArn'] }));
    return queue;
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist) || whenMissing === 'fail') throw error;
    const Attributes = name.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
    return urlOf(name, await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes })));
  }
};

/** What a consumer of a queue must know of it. */
export type QueueSettings = {
  /** How long a message is hidden from others when a receive does not say, seconds. */
  readonly leaseSeconds: number;
  /** How long a message stays before SQS drops it, seconds. */
  readonly retentionSeconds: number;
  /** Where the queue itself sends what is received too often; `undefined` when nowhere, or when that is gone. */
  readonly deadLetterQueueUrl: string | undefined;
  /** How often a message is received before it goes there; `undefined` without a redrive policy. */
  readonly maxReceiveCount: number | undefined;
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const DEFAULT_RETENTION_SECONDS = 4 * 24 * 60 * 60;

export const readQueueSettings = async (sqs: SQSClient, queueUrl: string): Promise<QueueSettings> => {
  const Attributes = await attributesOf(sqs, queueUrl, [
    'VisibilityTimeout',
    'RedrivePolicy',
    'MessageRetentionPeriod',
  ]);
  const { arn, maxReceiveCount } = redrivePolicy(Attributes['RedrivePolicy']);
  return {
    leaseSeconds: Number(Attributes['VisibilityTimeout'] ?? 30),
    retentionSeconds: retentionIn(Attributes),
    deadLetterQueueUrl: arn === undefined ? undefined : await findByArn(sqs, arn),
    maxReceiveCount,
  };
};

/** How long a queue keeps a message, seconds. */
export const readRetention = async (sqs: SQSClient, queueUrl: string): Promise<number> =>
  retentionIn(await attributesOf(sqs, queueUrl, ['MessageRetentionPeriod']));

type Attributes = Readonly<Partial<Record<string, string>>>;

const attributesOf = async (
  sqs: SQSClient,
  queueUrl: string,
  names: QueueAttributeName[],
): Promise<Attributes> => {
  const input = { QueueUrl: queueUrl, AttributeNames: names };
  return (await sqs.send(new GetQueueAttributesCommand(input))).Attributes ?? {};
};

const retentionIn = (attributes: Attributes): number =>
  Number(attributes['MessageRetentionPeriod'] ?? DEFAULT_RETENTION_SECONDS);

/** The count is a number or, when a person wrote it, a string of digits. */
const redrivePolicy = (json = '{}'): { arn: string | undefined; maxReceiveCount: number | undefined } => {
  const count = /"maxReceiveCount"\s*:\s*"?(\d+)/.exec(json)?.[1];
  return {
    arn: /"deadLetterTargetArn"\s*:\s*"([^"]+)"/.exec(json)?.[1],
    maxReceiveCount: count === undefined ? undefined : Number(count),
  };
};

const findByArn = async (sqs: SQSClient, arn: string): Promise<string | undefined> => {
  const [account, name = ''] = arn.split(':').slice(4);
  try {
    return await findUrl(sqs, name, account);
  } catch (error) {
    // Who may not ask for it can still consume; the queue itself sends there what is received too often.
    if (error instanceof QueueDoesNotExist || isAccessDenied(error)) return undefined;
    throw error;
  }
};

const isAccessDenied = (error: unknown): boolean =>
  error instanceof SQSServiceException && error.name.startsWith('AccessDenied');

/** The name in a queue's URL, or the name that was given. */
export const queueName = (queue: string): string =>
  isUrl(queue) ? (new URL(queue).pathname.split('/').findLast((part) => part !== '') ?? queue) : queue;

const isUrl = (queue: string): boolean => /^https?:\/\//i.test(queue) && URL.canParse(queue);

const findUrl = async (sqs: SQSClient, name: string, account?: string): Promise<string> => {
  const owner = account === undefined ? {} : { QueueOwnerAWSAccountId: account };
  return urlOf(name, await sqs.send(new GetQueueUrlCommand({ QueueName: name, ...owner })));
};

const urlOf = (name: string, { QueueUrl }: { readonly QueueUrl?: string | undefined }): string => {
  if (QueueUrl === undefined) throw new TypeError(`SQS left out the URL of queue ${name}`);
  return QueueUrl;
};
