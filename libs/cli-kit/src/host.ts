import type { ExitCode } from './exit-code';
import type { LogOutput } from './logger';
import type { Environment } from './read-environment';

export type HostOutput = LogOutput & {
  /** The width of a terminal. */
  readonly columns?: number;
  write(text: string, done?: () => void): unknown;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
};

export type StopEvent = 'SIGINT' | 'SIGTERM';

/** The operating system as a program sees it; `processHost` is the real one. */
export type Host = {
  /** Without node and script. */
  readonly argv: readonly string[];
  readonly env: Environment;
  readonly stdout: HostOutput;
  readonly stderr: HostOutput;
  readonly onSignal: (event: StopEvent, listener: () => void) => void;
  readonly onUncaught: (listener: (error: unknown) => void) => void;
  readonly exit: (code: ExitCode) => void;
};

export const processHost = (): Host => ({
  argv: process.argv.slice(2),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  onSignal: (event, listener) => void process.on(event, listener),
  onUncaught: (listener) => void process.on('uncaughtException', listener),
  exit: (code) => process.exit(code),
});
