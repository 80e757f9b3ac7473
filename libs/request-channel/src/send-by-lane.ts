import type { Batcher } from './batcher';
import { CannotBeSent } from './errors';
import type { MessageEntry } from './publish/message-entry';

/** A message on its way out, and what keeps its order. */
export type LaneEntry = { readonly lane: string; readonly entry: MessageEntry };

/** How long the message of one lane waits for those of others, milliseconds. */
export const LANE_LINGER_MS = 10;

export type SendByLane<T> = {
  readonly sender: Batcher<MessageEntry>;
  readonly entryOf: (item: T) => LaneEntry | Promise<LaneEntry>;
  readonly onSent: (item: T) => void;
  /** No queue would ever take it. */
  readonly onRefused: (item: T, reason: string) => void;
};

/**
 * Sends messages side by side, those of one lane one after the other. Rejects when sending failed, after all that was
 * under way has ended; what comes after a failure in its lane is not sent.
 */
export async function sendByLane<T>(items: readonly T[], sending: SendByLane<T>): Promise<void> {
  const entries = await Promise.all(items.map(async (item) => ({ item, ...(await sending.entryOf(item)) })));
  const lanes = new Map<string, typeof entries>();
  for (const one of entries) lanes.set(one.lane, [...(lanes.get(one.lane) ?? []), one]);
  const ends = await Promise.allSettled(Array.from(lanes.values(), (lane) => sendInOrder(lane, sending)));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

async function sendInOrder<T>(
  lane: readonly (LaneEntry & { readonly item: T })[],
  { sender, onSent, onRefused }: SendByLane<T>,
): Promise<void> {
  for (const { item, entry } of lane) {
    try {
      await sender.add(entry);
      onSent(item);
    } catch (error) {
      if (!(error instanceof CannotBeSent)) throw error;
      onRefused(item, error.message);
    }
  }
}
