/** A second delivery of a message: it is due `pauseMs` after the first receive, or after the deletion that follows it. */
export type Copy = { after: 'receive' | 'delete'; pauseMs: number };

export type MessageDisorder = {
  /** How many later messages go before it. */
  overtakenBy: number;
  copy: Copy | undefined;
};

/**
 * What a standard queue may do: at-least-once delivery in any order, and receives that look at some of its servers only.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html
 */
export type QueueDisorder = {
  /** Decides on the next message sent to the queue of that name; undefined: nothing out of the ordinary. */
  ofMessage(queue: string): MessageDisorder | undefined;
  /** Decides on the next receive. */
  findsNothing(queue: string): boolean;
};

export const PERFECT_ORDER: QueueDisorder = { ofMessage: () => undefined, findsNothing: () => false };
