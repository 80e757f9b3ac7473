import type { ExitCode } from './exit-code';
import type { Log } from './log';
import type { Config, Options } from './option';
import type { StartProgress } from './progress-bar';

/** What a running program is handed besides its config. */
export type ProgramContext = {
  readonly log: Log;
  /** Aborted by the first signal, by `--max-runtime`, and when nobody reads stdout any more. */
  readonly signal: AbortSignal;
  /** Aborted when stopping has taken longer than `--shutdown-timeout`: what is in hand is to be given up. */
  readonly giveUp: AbortSignal;
  /** Writes one line to stdout. */
  readonly print: (line: string) => void;
  /** Shows a progress bar; undefined where there is no terminal for one. */
  readonly startProgress: StartProgress | undefined;
};

/** Does the program's work. Resolves when all is done, also after the signal; throws `UserError` to give up. */
export type Main<O extends Options> = (
  config: Config<O>,
  context: ProgramContext,
) => Promise<ExitCode | undefined | void>;
