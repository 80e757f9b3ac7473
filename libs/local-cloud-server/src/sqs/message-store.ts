import type { Due, Message, MessageState } from './message';
import { MinHeap } from './min-heap';
import type { OpenedGroups, VisibleOrder } from './visible-order';

type Timer = { message: Message; due: Due };
export type Counts = Record<Exclude<MessageState, 'outside'>, number>;

/** Below this size nobody minds what a heap holds in vain. */
const COMPACT_FROM = 1024;

/**
 * The messages of one queue, by sequence, with the order of the visible ones, a heap for the next that falls due, and counts
 * that are kept at every move. All moves between states happen in `move`; what a heap still holds of an earlier state is
 * skipped when it comes up.
 *
 *   outside ──sent──▶ delayed or visible
 *   delayed ──due──▶ visible ──received──▶ in-flight ──due──▶ visible
 *   any of them ──deleted, purged, expired, moved to the dead letters──▶ outside
 */
export class MessageStore {
  readonly #messages = new Map<number, Message>();
  readonly #timers = new MinHeap<Timer>((a, b) => a.due.atMs - b.due.atMs);
  readonly #counts: Counts = { delayed: 0, visible: 0, 'in-flight': 0 };
  /** Nothing was sent before this time: until it is too old, nothing can have expired. */
  #oldestSentAtMs = Infinity;

  constructor(private readonly order: VisibleOrder) {}

  get counts(): Readonly<Counts> {
    return this.#counts;
  }

  get(sequence: number): Message | undefined {
    return this.#messages.get(sequence);
  }

  all(): Iterable<Message> {
    return this.#messages.values();
  }

  /** Takes in a message that is `outside`. */
  add(message: Message, to: 'delayed' | 'visible', dueAtMs: number): void {
    this.#messages.set(message.sequence, message);
    this.#oldestSentAtMs = Math.min(this.#oldestSentAtMs, message.sentAtMs);
    this.move(message, to, dueAtMs);
  }

  /** The one place where a message changes its state. `dueAtMs` counts for `delayed` and `in-flight`. */
  move(message: Message, to: MessageState, dueAtMs = 0): void {
    const from = message.state;
    if (from !== 'outside') this.#counts[from] -= 1;
    if (to !== 'outside') this.#counts[to] += 1;
    message.state = to;
    message.due = undefined;
    if (from === 'in-flight' && to !== 'in-flight') this.order.release(message);
    if (to === 'in-flight' && from !== 'in-flight') this.order.hold(message);
    if (to === 'outside') this.#messages.delete(message.sequence);
    else if (to === 'visible') this.order.add(message, this.#counts.visible);
    else this.#setTimer(message, dueAtMs);
  }

  /** Takes the next visible message off its order: whoever takes it must move it. */
  takeVisible(opened: OpenedGroups): Message | undefined {
    return this.order.take(opened);
  }

  /** When the next delayed or in-flight message becomes visible. */
  nextDueMs(): number | undefined {
    for (let next = this.#timers.peek(); next; next = this.#timers.peek()) {
      if (isCurrent(next)) return next.due.atMs;
      this.#timers.pop();
    }
    return undefined;
  }

  /** Brings every state up to date. */
  settle(nowMs: number, retentionMs: number): void {
    for (let dueMs = this.nextDueMs(); dueMs !== undefined && dueMs <= nowMs; dueMs = this.nextDueMs()) {
      const timer = this.#timers.pop();
      if (timer) this.move(timer.message, 'visible');
    }
    if (this.#oldestSentAtMs + retentionMs <= nowMs) this.#expire(nowMs - retentionMs);
  }

  clear(): void {
    for (const message of [...this.#messages.values()]) this.move(message, 'outside');
  }

  #setTimer(message: Message, dueAtMs: number): void {
    message.due = { atMs: dueAtMs };
    this.#timers.push({ message, due: message.due });
    const isMostlyVain = this.#timers.size > COMPACT_FROM && this.#timers.size > 2 * this.#messages.size;
    if (isMostlyVain) this.#timers.retain(isCurrent);
  }

  #expire(sentUntilMs: number): void {
    this.#oldestSentAtMs = Infinity;
    for (const message of [...this.#messages.values()]) {
      if (message.sentAtMs <= sentUntilMs) this.move(message, 'outside');
      else this.#oldestSentAtMs = Math.min(this.#oldestSentAtMs, message.sentAtMs);
    }
  }
}

/** A change of visibility leaves the old timer in the heap. */
const isCurrent = ({ message, due }: Timer): boolean => message.due === due;
