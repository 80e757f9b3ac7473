import type { Message } from './message';
import { MinHeap } from './min-heap';

/** The groups of which one receive has taken messages already; empty when it begins. */
export type OpenedGroups = Set<string>;

/** The order in which a queue hands out its visible messages. It is told of every change that can matter to it. */
export type VisibleOrder = {
  /** A message became visible, one of `visibleCount`. */
  add(message: Message, visibleCount: number): void;
  /** Takes the next message off; whoever takes it must move it to another state. */
  take(opened: OpenedGroups): Message | undefined;
  /** A message is in flight from now on. */
  hold(message: Message): void;
  /** A message is in flight no more. */
  release(message: Message): void;
};

/** Below this size nobody minds what a heap holds in vain. */
const COMPACT_FROM = 1024;

/** A standard queue: by rank, whatever else is in flight. What left in another way is skipped when it comes up. */
export class RankOrder implements VisibleOrder {
  readonly #heap = new MinHeap<Message>((a, b) => a.rank - b.rank || a.sequence - b.sequence);

  add(message: Message, visibleCount: number): void {
    this.#heap.push(message);
    const isMostlyVain = this.#heap.size > COMPACT_FROM && this.#heap.size > 2 * visibleCount;
    if (isMostlyVain) this.#heap.retain((entry) => entry.state === 'visible');
  }

  take(): Message | undefined {
    for (let first = this.#heap.pop(); first; first = this.#heap.pop()) {
      if (first.state === 'visible') return first;
    }
    return undefined;
  }

  hold(): void {
    // The order does not depend on it.
  }

  release(): void {
    // The order does not depend on it.
  }
}
