import { UserError } from '@widgets/cli-kit';
import { writeFile } from 'node:fs/promises';
import { describeMachine, type Machine } from './machine';

/** What every file of results begins with. */
export type About<Bench extends string> = {
  readonly bench: Bench;
  /** ISO 8601, to the day. */
  readonly date: string;
  readonly version: string;
  readonly machine: Machine;
  /** The command that makes such a file again. */
  readonly command: string;
};

export const about = <Bench extends string>(
  bench: Bench,
  version: string,
  command: string,
): About<Bench> => ({
  bench,
  date: new Date().toISOString().slice(0, 10),
  version,
  machine: describeMachine(),
  command,
});

/** Throws `UserError` when the file cannot be written. */
export async function writeResults(file: string, results: object): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(results, undefined, 2)}\n`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`--json ${file}: the results cannot be written there (${why})`, { cause });
  }
}
