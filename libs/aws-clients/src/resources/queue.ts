import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
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
    return urlOf(name, await sqs.send(new CreateQueueCommand({ QueueName: name })));
  }
};

/** The URL of the queue that this queue's redrive policy names, `undefined` when it has none, or one that is gone. */
export const findDeadLetterQueue = async (sqs: SQSClient, queueUrl: string): Promise<string | undefined> => {
  const input = { QueueUrl: queueUrl, AttributeNames: ['RedrivePolicy' as const] };
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand(input));
  const arn = /"deadLetterTargetArn"\s*:\s*"([^"]+)"/.exec(Attributes?.RedrivePolicy ?? '')?.[1];
  if (arn === undefined) return undefined;
  const [account, name] = arn.split(':').slice(4);
  try {
    return await findUrl(sqs, name ?? '', account);
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
};

/** The name in a queue's URL, or the name that was given. */
const queueName = (queue: string): string =>
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
