import type { EventEmitter } from 'node:events';

/** Resolves with the first of these events, and leaves no listener behind: who waits often would pile them up. */
export const untilEither = (emitter: EventEmitter, ...events: readonly string[]): Promise<void> =>
  new Promise((resolve) => {
    const settle = (): void => {
      for (const event of events) emitter.off(event, settle);
      resolve();
    };
    for (const event of events) emitter.once(event, settle);
  });
