import { setTimeout as delay } from 'node:timers/promises';

/** Resolves after `milliseconds`, or at once when the signal is aborted. Zero and less do not wait at all. */
export const sleep = async (milliseconds: number, signal?: AbortSignal): Promise<void> => {
  if (milliseconds <= 0 || signal?.aborted) return;
  await delay(milliseconds, undefined, signal && { signal }).catch(() => undefined);
};
