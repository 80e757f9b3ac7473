import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

export type QueueRules = {
  /** How long a message is hidden that a killed consumer had in hand. */
  readonly leaseSeconds: number;
  /** How often an update or delete may wait for its widget. */
  readonly retries: number;
};

/** Each kill is a receive too, of every message in hand: the queue gives up twice as late as the consumers do. */
const RECEIVES_PER_RETRY = 2;
const FEWEST_RECEIVES = 10;

/** Sets the lease of the queue, and after how many receives it sends a message to its dead letters. */
export async function prepareQueue(
  sqs: SQSClient,
  QueueName: string,
  { leaseSeconds, retries }: QueueRules,
): Promise<void> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const asked = { QueueUrl, AttributeNames: ['RedrivePolicy' as const] };
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand(asked));
  const policy = JSON.parse(Attributes['RedrivePolicy'] ?? '{}') as Readonly<Record<string, unknown>>;
  const maxReceiveCount = Math.max(FEWEST_RECEIVES, retries * RECEIVES_PER_RETRY);
  await sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl,
      Attributes: {
        VisibilityTimeout: String(leaseSeconds),
        RedrivePolicy: JSON.stringify({ ...policy, maxReceiveCount }),
      },
    }),
  );
}
