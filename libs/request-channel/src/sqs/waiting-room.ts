/** A message that waits in its queue, hidden. */
export type WaitingMessage = { readonly id: string; readonly handle: string };

/**
 * Messages that this run has given back because the widgets that they change are not there yet. They wait in the queue:
 * a second at first, then each time as long as a consumer that died may hold the create.
 */
export type WaitingRoom = {
  /** Whether a message just received may wait once more. It no longer waits now. */
  admits(id: string, receiveCount: number): boolean;
  /** Takes a message in, and tells for how many seconds it is to be hidden. */
  enter(message: WaitingMessage, receiveCount: number): number;
  readonly size: number;
  /** Empties the room. Its messages are not admitted again. */
  callIn(): readonly WaitingMessage[];
};

const FIRST_WAIT_SECONDS = 1;

/**
 * @param retries how often a message may wait
 * @param leaseSeconds the longest lease that any consumer of the queue may have
 */
export function createWaitingRoom(retries: number, leaseSeconds: number): WaitingRoom {
  const waiting = new Map<string, WaitingMessage>();
  const calledIn = new Set<string>();
  return {
    admits(id, receiveCount) {
      waiting.delete(id);
      return !calledIn.delete(id) && receiveCount <= retries;
    },
    enter(message, receiveCount) {
      waiting.set(message.id, message);
      return receiveCount <= 1 ? FIRST_WAIT_SECONDS : leaseSeconds;
    },
    get size() {
      return waiting.size;
    },
    callIn() {
      const messages = [...waiting.values()];
      waiting.clear();
      for (const { id } of messages) calledIn.add(id);
      return messages;
    },
  };
}
