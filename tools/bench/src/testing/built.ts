import { parseCommandLine, type Config, type Options, type Program } from '@widgets/cli-kit';

/** The bench as the tests run it: on all that is built. */
export const BUILT = { dist: new URL('../../../../dist/', import.meta.url), version: '0' };

/** The config that arguments give. */
export function configOf<O extends Options>(program: Program<O>, argv: readonly string[]): Config<O> {
  const commandLine = parseCommandLine(program, argv, {});
  if (commandLine.kind !== 'run') throw new Error(JSON.stringify(commandLine));
  return commandLine.config;
}

/** A context that keeps what is printed. */
export function keepingLines() {
  const lines: string[] = [];
  return { lines, print: (line: string) => void lines.push(line), signal: new AbortController().signal };
}
