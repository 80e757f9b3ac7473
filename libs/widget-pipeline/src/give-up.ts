import type { Run } from './run';

/** What was aborted ends within this time; what does not is left to the process's end. */
const LAST_MS = 2_000;

/**
 * Gives back all that is in hand of a run whose stopping takes too long. Whatever was under way for it may have happened or
 * not, as after a crash, and is done again by who receives it next.
 */
export async function giveUp({ options, inHand, settling }: Run, work: Promise<void>): Promise<void> {
  const fields = { inHand: inHand.taken, settling: settling.taken };
  options.log.warn(fields, 'stopping takes too long: what is in hand is given up, and comes again');
  const ended = Promise.allSettled([options.source.abandon(), work]);
  await Promise.race([ended, options.sleep(LAST_MS)]);
}

/** Resolves with true when the signal is aborted. */
export const untilAborted = (signal: AbortSignal): Promise<true> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(true);
    else signal.addEventListener('abort', () => resolve(true), { once: true });
  });
