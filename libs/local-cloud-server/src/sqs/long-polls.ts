import type { Clock } from '../clock';
import type { ReceivedMessage } from './message';

export type ReceiveRequest = {
  maxMessages: number;
  /** Instead of the queue's own. */
  visibilitySeconds: number | undefined;
  waitSeconds: number;
};

type Poll = { request: ReceiveRequest; end: (messages: ReceivedMessage[]) => void };

/** Where the messages come from. */
export type PollSource = {
  take: (request: ReceiveRequest) => ReceivedMessage[];
  /** When the next message becomes visible by itself. */
  nextDueMs: () => number | undefined;
};

/**
 * The receives that wait for a message, first come, first served. One that ends for whatever reason (messages, time up,
 * client gone) is taken off the list before anything else happens, so no message is handed to nobody.
 */
export class LongPolls {
  readonly #polls = new Set<Poll>();
  #cancelWakeUp: () => void = () => undefined;

  constructor(
    private readonly clock: Clock,
    private readonly source: PollSource,
  ) {}

  /** Resolves with messages as soon as there are any, else with none when the time is up or the client hangs up. */
  wait(request: ReceiveRequest, hangUp: AbortSignal): Promise<ReceivedMessage[]> {
    return new Promise((resolve) => {
      const poll: Poll = {
        request,
        end: (messages) => {
          this.#polls.delete(poll);
          cancelTimer();
          hangUp.removeEventListener('abort', giveUp);
          resolve(messages);
        },
      };
      const giveUp = (): void => poll.end([]);
      const cancelTimer = this.clock.after(request.waitSeconds * 1000, giveUp);
      hangUp.addEventListener('abort', giveUp);
      this.#polls.add(poll);
      if (hangUp.aborted) giveUp();
      this.#wakeUpWhenDue();
    });
  }

  /** Offers what there is to each in turn; whoever gets nothing goes on waiting. */
  serve(): void {
    if (this.#polls.size === 0) return;
    for (const poll of [...this.#polls]) {
      const messages = this.source.take(poll.request);
      if (messages.length === 0) break;
      poll.end(messages);
    }
    this.#wakeUpWhenDue();
  }

  /** Ends all of them without a message. */
  endAll(): void {
    for (const poll of [...this.#polls]) poll.end([]);
    this.#cancelWakeUp();
  }

  /** While somebody waits, a timer stands for the next message that becomes visible by itself. */
  #wakeUpWhenDue(): void {
    this.#cancelWakeUp();
    const dueMs = this.#polls.size > 0 ? this.source.nextDueMs() : undefined;
    if (dueMs === undefined) return;
    this.#cancelWakeUp = this.clock.after(Math.max(1, dueMs - this.clock.now()), () => this.serve());
  }
}
