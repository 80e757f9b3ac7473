import { randomUUID } from 'node:crypto';
import { invalidParameter } from './errors';
import type { Message } from './message';
import type { MessageStore } from './message-store';
import { formatReceiptHandle, parseReceiptHandle } from './receipt-handle';

/** The receipt handles of one queue. They are told from those of an earlier queue of the same name. */
export class Receipts {
  readonly #queueId = randomUUID();

  constructor(private readonly store: MessageStore) {}

  /** For the receive that the message has just had. */
  issue(message: Readonly<Message>): string {
    return formatReceiptHandle(this.#queueId, message);
  }

  /** The message, if no later receive has got it and it is still there. @throws SqsError ReceiptHandleIsInvalid */
  messageOf(handle: string): Message | undefined {
    const receipt = parseReceiptHandle(this.#queueId, handle);
    const message = this.store.get(receipt.sequence);
    return message?.receiveCount === receipt.receiveCount ? message : undefined;
  }

  /**
   * As a FIFO queue sees it: the receive must still hold the message, or it must be gone.
   * @throws SqsError ReceiptHandleIsInvalid, InvalidParameterValue
   */
  heldMessageOf(handle: string): Message | undefined {
    const message = this.messageOf(handle);
    const isGone = !this.store.get(parseReceiptHandle(this.#queueId, handle).sequence);
    if (isGone || message?.state === 'in-flight') return message;
    throw invalidParameter('ReceiptHandle', handle, 'The receipt handle has expired.');
  }
}
