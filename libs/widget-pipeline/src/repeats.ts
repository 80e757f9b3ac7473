import type { Outcome } from './outcome';
import type { Log } from './ports';

/** Which reasons for trying again have been told. A wrong option can give thousands of messages the same one. */
export type Repeats = {
  /** The log for an outcome: one that tells no warnings when this reason was told before. */
  logFor(outcome: Outcome): Log;
};

/** Reasons that name an object are all different, and each is worth a line. */
const MAX_REMEMBERED = 100;

export function createRepeats(log: Log): Repeats {
  const told = new Set<string>();
  const quiet: Log = {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.debug(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
  return {
    logFor(outcome) {
      if (outcome.kind !== 'retry') return log;
      if (told.has(outcome.reason)) return quiet;
      if (told.size < MAX_REMEMBERED) told.add(outcome.reason);
      return log;
    },
  };
}
