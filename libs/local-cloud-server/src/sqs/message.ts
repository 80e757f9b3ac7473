import type { Copy, MessageDisorder } from './queue-disorder';

/** A typed value that a sender attached to a message; `type` may carry a label, e.g. `Number.float`. */
export type MessageAttribute = { type: string } & ({ text: string } | { binary: Buffer });

export type MessageAttributes = ReadonlyMap<string, MessageAttribute>;

/** What a sender gives. */
export type Draft = {
  body: string;
  attributes: MessageAttributes;
  /** Every message of a FIFO queue has one. */
  groupId?: string | undefined;
  /** Of a FIFO queue: the sender's own, or the digest of the body. */
  deduplicationId?: string | undefined;
};

/** `outside` is not in the queue: not yet, or no more. */
export type MessageState = 'delayed' | 'visible' | 'in-flight' | 'outside';

/** Compared by identity: a later change of the same message to the same time is another one. */
export type Due = { readonly atMs: number };

/** A message in a queue; only its `Queue` changes it. */
export type Message = Readonly<Draft> & {
  readonly id: string;
  /** Position in the queue: the order of arrival. */
  readonly sequence: number;
  /** Position in which a standard queue hands it out, among those that are visible. */
  readonly rank: number;
  /** When it was first sent; a move to the dead-letter queue does not change it. */
  readonly sentAtMs: number;
  /** The queue from which it came here as a dead letter. */
  readonly deadLetterSourceArn: string | undefined;
  state: MessageState;
  /** While it is delayed or in flight: when it becomes visible. */
  due: Due | undefined;
  /** How often this queue handed it out: what the redrive policy counts. */
  receiveCount: number;
  /** How often the queues before did, from which it came as a dead letter. */
  readonly receivedElsewhere: number;
  firstReceivedAtMs: number | undefined;
  lastReceivedAtMs: number;
  /** A second delivery that is still to come. */
  copy: Copy | undefined;
};

/** What a message brings along when it comes into a queue. */
export type Letter = Draft &
  Pick<Message, 'id' | 'sentAtMs' | 'deadLetterSourceArn' | 'receivedElsewhere' | 'firstReceivedAtMs'>;

/** A message that this queue has not yet handed out, and is still `outside` of. */
export const newMessage = (letter: Letter, sequence: number, disorder?: MessageDisorder): Message => ({
  ...letter,
  sequence,
  rank: sequence + (disorder?.overtakenBy ?? 0),
  state: 'outside',
  due: undefined,
  receiveCount: 0,
  lastReceivedAtMs: 0,
  copy: disorder?.copy,
});

export type ReceivedMessage = { message: Readonly<Message>; receiptHandle: string };
