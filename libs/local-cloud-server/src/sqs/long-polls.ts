import type { Clock } from '../clock';
import type { ReceivedMessage } from './message';

export type ReceiveRequest = {
  maxMessages: number;
  /** Instead of the queue's own. */
  visibilitySeconds: number | undefined;
  waitSeconds: number;
};

type Poll = { request: ReceiveRequest; end: (messages: ReceivedMessage[]) => void };

/**
 * The receives that wait for a message, first come, first served. One that ends for whatever reason (messages, time up,
 * client gone) is taken off the list before anything else happens, so no message is handed to nobody.
 */
export class LongPolls {
  readonly #polls = new Set<Poll>();

  constructor(private readonly clock: Clock) {}

  get waiting(): boolean {
    return this.#polls.size > 0;
  }

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
    });
  }

  /** Offers what there is to each in turn; whoever gets nothing goes on waiting. */
  serve(take: (request: ReceiveRequest) => ReceivedMessage[]): void {
    for (const poll of [...this.#polls]) {
      const messages = take(poll.request);
      if (messages.length === 0) return;
      poll.end(messages);
    }
  }

  /** Ends all of them without a message. */
  endAll(): void {
    for (const poll of [...this.#polls]) poll.end([]);
  }
}
