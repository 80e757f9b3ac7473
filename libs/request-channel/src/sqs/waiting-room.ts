import type { Clock } from '@widgets/widget-pipeline';
import { createHiddenMessages, type HiddenMessage } from './hidden-messages';

/** A message as far as its waiting goes. */
export type WaitingMessage = HiddenMessage & {
  /** How often any consumer received it. */
  readonly receiveCount: number;
  /** When that was for the first time, in epoch milliseconds. */
  readonly firstReceivedAt: number;
};

/**
 * Messages that this run has given back because the widgets that they change are not there yet. They wait in the queue:
 * a second at first, then each time as long as a consumer that died may hold the create.
 */
export type WaitingRoom = {
  /** Whether a message just received may wait once more. It no longer waits now. */
  admits(message: WaitingMessage): boolean;
  /** Takes a message in, and tells for how many seconds it is to be hidden. */
  enter(message: WaitingMessage): number;
  /** Those that are hidden now. */
  readonly size: number;
  /** Empties the room. Its messages are not admitted again. */
  callIn(): readonly HiddenMessage[];
};

export type WaitingRules = {
  /** How often a message may wait. */
  readonly retries: number;
  /** The longest lease that any consumer of the queue may have. */
  readonly leaseSeconds: number;
  /** After so many receives a message waits no more: the redrive policy would take it away. */
  readonly mostReceives: number;
  readonly clock: Clock;
};

const FIRST_WAIT_SECONDS = 1;

/**
 * Waits are counted by receives. A receive by a consumer that died is none, and uses one up: a message that is younger
 * than all of its waits together would be may wait as well.
 */
export function createWaitingRoom({ retries, leaseSeconds, mostReceives, clock }: WaitingRules): WaitingRoom {
  const waiting = createHiddenMessages(() => clock.monotonic());
  const calledIn = new Set<string>();
  const allWaitsMs = retries === 0 ? 0 : (FIRST_WAIT_SECONDS + (retries - 1) * leaseSeconds) * 1000;

  const isYoung = ({ receiveCount, firstReceivedAt }: WaitingMessage): boolean =>
    receiveCount <= mostReceives && clock.now() - firstReceivedAt < allWaitsMs;

  return {
    admits(message) {
      waiting.forget(message.id);
      if (calledIn.delete(message.id)) return false;
      return message.receiveCount <= retries || isYoung(message);
    },
    enter(message) {
      const seconds = message.receiveCount <= 1 ? FIRST_WAIT_SECONDS : leaseSeconds;
      waiting.hide(message, seconds);
      return seconds;
    },
    get size() {
      return waiting.all().length;
    },
    callIn() {
      const messages = waiting.all();
      for (const { id } of messages) {
        waiting.forget(id);
        calledIn.add(id);
      }
      return messages;
    },
  };
}
