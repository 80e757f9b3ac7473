import type { Message } from './message';
import { MinHeap } from './min-heap';
import type { OpenedGroups, VisibleOrder } from './visible-order';

type Group = { waiting: MinHeap<Message>; inFlight: number };

const bySequence = (a: Message, b: Message): number => a.sequence - b.sequence;

/**
 * A FIFO queue: in order of arrival, but nothing of a group of which another receive holds a message.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 *
 * `#heads` holds at least the first waiting message of every group that is free, and some that are out of date: those are
 * told by their group when they come up.
 */
export class GroupOrder implements VisibleOrder {
  readonly #groups = new Map<string, Group>();
  readonly #heads = new MinHeap<Message>(bySequence);

  add(message: Message): void {
    const group = this.#groupOf(message);
    group.waiting.push(message);
    this.#offerHead(group);
  }

  take(opened: OpenedGroups): Message | undefined {
    for (let first = this.#heads.pop(); first; first = this.#heads.pop()) {
      const group = this.#groupOf(first);
      const isFree = group.inFlight === 0 || opened.has(groupIdOf(first));
      if (headOf(group) !== first || !isFree) continue;
      group.waiting.pop();
      opened.add(groupIdOf(first));
      this.#offerHead(group);
      return first;
    }
    return undefined;
  }

  hold(message: Message): void {
    this.#groupOf(message).inFlight += 1;
  }

  release(message: Message): void {
    const group = this.#groupOf(message);
    group.inFlight -= 1;
    if (group.inFlight > 0) return;
    if (headOf(group)) this.#offerHead(group);
    else this.#groups.delete(groupIdOf(message));
  }

  #offerHead(group: Group): void {
    const head = headOf(group);
    if (head) this.#heads.push(head);
  }

  #groupOf(message: Message): Group {
    const id = groupIdOf(message);
    let group = this.#groups.get(id);
    if (!group) this.#groups.set(id, (group = { waiting: new MinHeap<Message>(bySequence), inFlight: 0 }));
    return group;
  }
}

const groupIdOf = (message: Message): string => message.groupId ?? '';

/** The first that is still visible; those before it left by a purge or because they expired. */
function headOf({ waiting }: Group): Message | undefined {
  for (let first = waiting.peek(); first; first = waiting.peek()) {
    if (first.state === 'visible') return first;
    waiting.pop();
  }
  return undefined;
}
