import type { ExitCode } from './exit-code';
import { escapeControlCharacters } from './escape-control-characters';
import { processHost, type Host } from './host';
import type { Log } from './log';
import { createLogger } from './logger';
import type { Config, Options } from './option';
import { parseCommandLine, type CommandLine } from './parse-command-line';
import type { Program } from './program';
import { listenForStop } from './stop-requests';
import { UserError } from './user-error';

/** What a running program is handed besides its config. */
export type ProgramContext = {
  readonly log: Log;
  /** Aborted by the first signal, by `--max-runtime`, and when nobody reads stdout any more. */
  readonly signal: AbortSignal;
  /** Writes one line to stdout. */
  readonly print: (line: string) => void;
};

export type Rim = {
  /** Turns an error of an outside system into a message for the user; undefined: it is a bug. */
  readonly explain?: (error: unknown) => string | undefined;
  readonly host?: Host;
};

/** Does the program's work. Resolves when all is done, also after the signal; throws `UserError` to give up. */
export type Main<O extends Options> = (
  config: Config<O>,
  context: ProgramContext,
) => Promise<ExitCode | undefined | void>;

/**
 * The whole life of a process: reads the command line, runs `main`, reports what went wrong, exits. Nothing else in
 * the project ends the process.
 */
export const runProgram = async <O extends Options>(
  program: Program<O>,
  main: Main<O>,
  { explain, host = processHost() }: Rim = {},
): Promise<void> => {
  const report = (error: unknown): ExitCode => reportError(error, { host, name: program.name, explain });
  host.onUncaught((error) => host.exit(report(error)));
  host.stderr.on('error', () => undefined);
  const commandLine = parseCommandLine(program, host.argv, host.env);
  const code =
    commandLine.kind === 'run'
      ? await runMain(program, main, { commandLine, host }).catch(report)
      : answer(program.name, commandLine, host);
  await flushed(host);
  host.exit(code);
};

type Answer = Exclude<CommandLine<never>, { kind: 'run' }>;

const answer = (name: string, commandLine: Answer, host: Host): ExitCode => {
  host.stdout.on('error', () => undefined);
  if (commandLine.kind === 'text') {
    host.stdout.write(commandLine.text);
    return 0;
  }
  for (const problem of commandLine.problems) host.stderr.write(`${name}: ${problem}\n`);
  host.stderr.write(`Try '${name} --help' for the options and examples.\n`);
  return 2;
};

type Run<O extends Options> = {
  readonly commandLine: Extract<CommandLine<Config<O>>, { kind: 'run' }>;
  readonly host: Host;
};

const runMain = async <O extends Options>(
  program: Program<O>,
  main: Main<O>,
  { commandLine, host }: Run<O>,
): Promise<ExitCode> => {
  const { config, rim } = commandLine;
  const log = createLogger(program.name, rim, host.stderr);
  const { signal, stop } = listenForStop(host, program.name);
  host.stdout.on('error', () => stop('nobody reads the output any more'));
  const timer =
    rim.maxRuntimeMs > 0
      ? setTimeout(() => stop(`--max-runtime ${rim.maxRuntimeMs} is over`), rim.maxRuntimeMs)
      : undefined;
  try {
    return (await main(config, { log, signal, print: (line) => void host.stdout.write(`${line}\n`) })) ?? 0;
  } finally {
    clearTimeout(timer);
  }
};

type Reporting = { readonly host: Host; readonly name: string; readonly explain: Rim['explain'] };

const reportError = (error: unknown, { host, name, explain }: Reporting): ExitCode => {
  if (error instanceof UserError) {
    host.stderr.write(`${name}: ${escapeLines(error.message)}\n`);
    return error.exitCode;
  }
  const explanation = explain?.(error);
  if (explanation !== undefined) {
    host.stderr.write(`${name}: ${escapeLines(explanation)}\n`);
    return 1;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  host.stderr.write(
    `${name}: this is a bug in ${name}, please report it with the lines below\n${escapeLines(stack)}\n`,
  );
  return 1;
};

const escapeLines = (text: string): string => text.split('\n').map(escapeControlCharacters).join('\n');

/** Resolves when both outputs have taken all that was written: a pipe may take it later. */
const flushed = async (host: Host): Promise<void> => {
  await Promise.all(
    [host.stdout, host.stderr].map((output) => new Promise<void>((done) => output.write('', () => done()))),
  );
};
