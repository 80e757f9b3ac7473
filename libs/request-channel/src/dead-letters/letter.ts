import type { Message } from '@aws-sdk/client-sqs';
import { REFUSED_REASON_ATTRIBUTE } from '../sqs/refusals';

/** A message of a dead-letter queue. */
export type Letter = {
  readonly message: Message;
  readonly id: string;
  readonly body: string;
  /** When it was sent, epoch milliseconds; the queue itself keeps the time of the first sending on its way here. */
  readonly sentAt: number;
  /** Why it is here, in words. */
  readonly reason: string;
};

/** A queue whose redrive policy leads to a dead-letter queue. */
export type DeadLetterSource = {
  readonly queueUrl: string;
  readonly arn: string;
  readonly maxReceiveCount: number | undefined;
};

/** What the queue's own redrive policy brought has no reason with it, but the queue that it comes from. */
export function letterOf(message: Message, sources: readonly DeadLetterSource[]): Letter {
  const { MessageId = '', Body = '', Attributes = {}, MessageAttributes = {} } = message;
  const told = MessageAttributes[REFUSED_REASON_ATTRIBUTE]?.StringValue;
  return {
    message,
    id: MessageId,
    body: Body,
    sentAt: Number(Attributes.SentTimestamp ?? 0),
    reason: told ?? givenUpBy(Attributes.DeadLetterQueueSourceArn, sources),
  };
}

function givenUpBy(sourceArn: string | undefined, sources: readonly DeadLetterSource[]): string {
  if (sourceArn === undefined) return 'no reason is told: it was not sent here by a consumer of ours';
  const source = sources.find(({ arn }) => arn === sourceArn);
  const name = sourceArn.slice(sourceArn.lastIndexOf(':') + 1);
  const receives = source?.maxReceiveCount;
  return `given up by the queue ${name} after ${receives === undefined ? 'too many' : receives} receives`;
}
