import type { ExitCode } from './exit-code';

/**
 * An error whose message is meant for the user: it says what failed, where, and what to do. It is printed without a
 * stack trace, and ends the program with exit code 1, or 2 when the command line is at fault; then each line of the
 * message is a problem.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly exitCode: ExitCode;

  constructor(message: string, options: { cause?: unknown; exitCode?: ExitCode } = {}) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? 1;
  }
}
