import type { Log, Sleep } from '@widgets/widget-pipeline';
import type { Batcher } from '../batcher';
import { LeaseLost } from '../errors';
import { mayHeal } from '../may-heal';
import type { MessageLife } from './message-life';

export type MessageDeletion = {
  readonly messages: Batcher<MessageLife>;
  readonly sleep: Sleep;
  readonly log: Log;
  /** Aborted when the run gives up what is in hand. */
  readonly abandoned: AbortSignal;
};

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Deletes a message that is `acknowledging`, again and again through an outage for as long as its lease holds: left to its
 * redelivery, what is done would be done again. False when the lease is lost first. Throws what does not heal.
 */
export async function deleteMessage(
  { messages, sleep, log, abandoned }: MessageDeletion,
  life: MessageLife,
  id: string,
): Promise<boolean> {
  for (let failures = 0; ; failures += 1) {
    try {
      await messages.add(life);
      return true;
    } catch (error) {
      const fields = { delivery: id, reason: error instanceof Error ? error.message : String(error) };
      if (error instanceof LeaseLost) {
        log.warn(fields, 'the request is done, but its message could not be deleted in time and comes again');
        return false;
      }
      if (!mayHeal(error) || abandoned.aborted) {
        life.move('done');
        throw error;
      }
      log[failures === 0 ? 'warn' : 'debug'](fields, 'the message could not be deleted yet');
      await sleep(Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS), life.leaseLost);
    }
  }
}
