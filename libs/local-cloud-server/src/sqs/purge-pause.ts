import { SqsError } from './errors';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
const PAUSE_MS = 60_000;

/** One purge a minute. */
export class PurgePause {
  #purgedAtMs = -Infinity;

  /** @throws SqsError PurgeQueueInProgress within a minute of the last purge */
  begin(queue: string, nowMs: number): void {
    if (nowMs < this.#purgedAtMs + PAUSE_MS) {
      throw new SqsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue} is allowed every 60 seconds.`,
      );
    }
    this.#purgedAtMs = nowMs;
  }
}
