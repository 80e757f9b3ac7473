import type { Message } from './message';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html */
const INTERVAL_MS = 300_000;

/** What a FIFO queue took in during the last five minutes, by deduplication id. */
export class Deduplication {
  /** In the order of the times: the oldest come first. */
  readonly #sent = new Map<string, { message: Readonly<Message>; atMs: number }>();

  /** The message that was taken in under this id within the interval, else the one that `takeIn` makes. */
  once(id: string, nowMs: number, takeIn: () => Readonly<Message>): Readonly<Message> {
    this.#forget(nowMs - INTERVAL_MS);
    const earlier = this.#sent.get(id);
    if (earlier) return earlier.message;
    const message = takeIn();
    this.#sent.set(id, { message, atMs: nowMs });
    return message;
  }

  #forget(untilMs: number): void {
    for (const [id, { atMs }] of this.#sent) {
      if (atMs > untilMs) return;
      this.#sent.delete(id);
    }
  }
}
