import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { MissingResource, type WhenMissing } from './missing-resource';

export type QueueLookup = {
  /** A queue's name or its URL. */
  readonly queue: string;
  readonly whenMissing: WhenMissing;
  /** Whether calls go to AWS itself, where a queue URL is an address; elsewhere only its last part, the name, counts. */
  readonly isAws: boolean;
};

/** The URL of a queue given by name or URL, which exists then. Throws `MissingResource`, or the SDK's error. */
export async function ensureQueue(
  sqs: SQSClient,
  { queue, whenMissing, isAws }: QueueLookup,
): Promise<string> {
  const name = queueName(queue);
  try {
    if (isAws && isUrl(queue)) {
      await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['QueueArn'] }));
      return queue;
    }
    return await findUrl(sqs, name);
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    if (whenMissing === 'create') return createQueue(sqs, name);
    throw new MissingResource(
      `There is no SQS queue ${queue}. Check its name and the region, or make it: aws sqs create-queue --queue-name ${name}`,
      { cause: error },
    );
  }
}

/** The URL of the queue that this queue's redrive policy names, `undefined` when it has none, or one that is gone. */
export async function findDeadLetterQueue(sqs: SQSClient, queueUrl: string): Promise<string | undefined> {
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
}

/** The name in a queue's URL, or the name that was given. */
export const queueName = (queue: string): string =>
  isUrl(queue) ? (new URL(queue).pathname.split('/').findLast((part) => part !== '') ?? queue) : queue;

const isUrl = (queue: string): boolean => /^https?:\/\//i.test(queue) && URL.canParse(queue);

async function findUrl(sqs: SQSClient, name: string, account?: string): Promise<string> {
  const owner = account === undefined ? {} : { QueueOwnerAWSAccountId: account };
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name, ...owner }));
  if (QueueUrl === undefined) throw new TypeError(`SQS left out the URL of queue ${name}`);
  return QueueUrl;
}

async function createQueue(sqs: SQSClient, name: string): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  if (QueueUrl === undefined) throw new TypeError(`SQS left out the URL of queue ${name}`);
  return QueueUrl;
}
