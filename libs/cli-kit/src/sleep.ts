/** Resolves after `milliseconds`, or at once when the signal is aborted. Zero and less do not wait at all. */
export const sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (milliseconds <= 0 || signal?.aborted) return resolve();
    const wake = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    // By hand: node:timers/promises makes an error of every sleep that is cut short.
    const timer = setTimeout(wake, milliseconds);
    signal?.addEventListener('abort', wake);
  });
