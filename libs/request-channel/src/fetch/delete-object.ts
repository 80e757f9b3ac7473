import type { Pointer } from '@widgets/widget-model';
import type { Log, Sleep } from '@widgets/widget-pipeline';
import type { Batcher } from '../batcher';
import { mayHeal } from '../may-heal';

export type ObjectDeletion = {
  readonly objects: Batcher<Pointer>;
  readonly sleep: Sleep;
  readonly log: Log;
  /** Aborted when the run gives up what is in hand. */
  readonly abandoned: AbortSignal;
};

const FIRST_PAUSE_MS = 1_000;
/** With the pauses between them half a minute, besides the SDK's own tries. */
const ATTEMPTS = 6;

/** Deletes the object of a request whose message is deleted. One that stays all the same is told, and harms nothing. */
export async function deleteObject(
  { objects, sleep, log, abandoned }: ObjectDeletion,
  object: Pointer,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await objects.add(object);
    } catch (error) {
      if (attempt === ATTEMPTS || !mayHeal(error) || abandoned.aborted) {
        const fields = { ...object, reason: error instanceof Error ? error.message : String(error) };
        return log.warn(fields, 'the request is done, but its object could not be deleted');
      }
      await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1), abandoned);
    }
  }
}
