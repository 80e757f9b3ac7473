import type { Delivery, ReadItem, RequestSource } from '../ports';
import { deferred, type Deferred } from './deferred';

/** A source that hands out what a test puts into it, and keeps a journal of what is done with that. */
export type FakeSource = RequestSource & {
  /** `a acknowledged`, `b refused: reason`, `c released later`, `closed`, in the order of events. */
  readonly journal: string[];
  /** The limit of every receive so far. */
  readonly limits: number[];
  /** Deliveries that nobody received yet. */
  readonly waiting: Delivery[];
  /** For the oldest outstanding poll, or the next one. */
  put(...deliveries: Delivery[]): void;
  /** Answers the oldest outstanding poll, or the next one, with nothing. */
  putNothing(): void;
  /** Fails the oldest outstanding poll. */
  fail(error: unknown): void;
  /** What the next receives throw. */
  readonly failures: unknown[];
};

export type FakeDelivery = Partial<Delivery> & { readonly id: string; readonly items?: readonly ReadItem[] };

/**
 * @param whenEmpty what a receive does when nothing waits: polls until something is put, or says so at once
 * @param perReceive most that a receive brings; several may then be outstanding
 */
export function createFakeSource(whenEmpty: 'poll' | 'answer' = 'poll', perReceive?: number): FakeSource {
  const waiting: Delivery[] = [];
  const failures: unknown[] = [];
  const limits: number[] = [];
  const journal: string[] = [];
  let nothings = 0;
  const polls: { readonly limit: number; readonly answer: Deferred<readonly Delivery[]> }[] = [];

  const answerPoll = (): boolean => {
    const poll = polls.shift();
    poll?.answer.resolve(waiting.splice(0, poll.limit));
    return poll !== undefined;
  };

  return {
    ...(perReceive === undefined ? {} : { perReceive }),
    journal,
    limits,
    waiting,
    failures,
    put(...deliveries) {
      waiting.push(...deliveries);
      answerPoll();
    },
    putNothing() {
      if (!answerPoll()) nothings += 1;
    },
    fail: (error) => polls.shift()?.answer.reject(error),
    async receive(limit) {
      limits.push(limit);
      if (failures.length > 0) throw failures.shift();
      if (waiting.length > 0 || whenEmpty === 'answer') return waiting.splice(0, limit);
      if (nothings > 0) {
        nothings -= 1;
        return [];
      }
      const answer = deferred<readonly Delivery[]>();
      polls.push({ limit, answer });
      return answer.promise;
    },
    isDrained: () => Promise.resolve(waiting.length === 0),
    abandon: () => Promise.resolve(void journal.push('abandoned')),
    close: () => Promise.resolve(void journal.push('closed')),
  };
}

/** A delivery that is read at once and whose settlement is written into the journal. */
export function fakeDelivery(journal: string[], { id, items = [], ...parts }: FakeDelivery): Delivery {
  const note = (what: string): Promise<void> => {
    journal.push(`${id} ${what}`);
    return Promise.resolve();
  };
  return {
    id,
    canWait: () => Promise.resolve(false),
    leaseLost: new AbortController().signal,
    read: () => Promise.resolve(items),
    acknowledge: () => note('acknowledged'),
    refuse: (reason) => note(`refused: ${reason}`),
    release: (when) => note(`released ${when}`),
    ...parts,
  };
}
