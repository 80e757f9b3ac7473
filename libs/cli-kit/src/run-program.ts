import { chosenRunnable, runnable, type Reading } from './command';
import type { ExitCode } from './exit-code';
import { escapeControlCharacters } from './escape-control-characters';
import { processHost, type Host } from './host';
import { createLogger } from './logger';
import type { Main } from './main';
import type { Options } from './option';
import type { Answer } from './parse-command-line';
import type { Program } from './program';
import { createScreen, type Screen } from './screen';
import { listenForStop } from './stop-requests';
import { UserError } from './user-error';

export type Rim = {
  /** Turns an error of an outside system into a message for the user; undefined: it is a bug. */
  readonly explain?: (error: unknown) => string | undefined;
  readonly host?: Host;
};

/**
 * The whole life of a process: reads the command line, runs `main` or the command that the first argument names, reports
 * what went wrong, exits. Nothing else in the project ends the process.
 */
export const runProgram = async <O extends Options>(
  program: Program<O>,
  main: Main<O>,
  { explain, host: bareHost = processHost() }: Rim = {},
): Promise<void> => {
  const screen = createScreen(bareHost);
  const { host } = screen;
  const { chosen, rest } = chosenRunnable(runnable(program, main), host.argv);
  const { name, read } = chosen;
  const report = (error: unknown): ExitCode => reportError(error, { host, name, explain });
  host.onUncaught((error) => host.exit(report(error)));
  host.stderr.on('error', () => undefined);
  const reading = read(rest, host.env);
  const code =
    reading.kind === 'run' ? await run(name, reading, screen).catch(report) : answer(name, reading, host);
  await flushed(host);
  host.exit(code);
};

const answer = (name: string, asked: Answer, host: Host): ExitCode => {
  host.stdout.on('error', () => undefined);
  if (asked.kind === 'text') {
    host.stdout.write(asked.text);
    return 0;
  }
  host.stderr.write(usageText(name, asked.problems));
  return 2;
};

const usageText = (name: string, problems: readonly string[]): string =>
  [...problems.map((problem) => `${name}: ${problem}`), `Try '${name} --help' for the options and examples.`]
    .map((line) => `${line}\n`)
    .join('');

const run = async (
  name: string,
  { rim, start }: Reading & { kind: 'run' },
  { host, startProgress }: Screen,
): Promise<ExitCode> => {
  const log = createLogger(name, rim, host.stderr);
  const { signal, giveUp, stop } = listenForStop(host, name, rim.shutdownTimeoutSeconds);
  host.stdout.on('error', () => stop('nobody reads the output any more'));
  const timer =
    rim.maxRuntimeMs > 0
      ? setTimeout(() => stop(`--max-runtime ${rim.maxRuntimeMs} is over`), rim.maxRuntimeMs)
      : undefined;
  try {
    const print = (line: string): void => void host.stdout.write(`${line}\n`);
    return (await start({ log, signal, giveUp, print, startProgress })) ?? 0;
  } finally {
    clearTimeout(timer);
  }
};

type Reporting = { readonly host: Host; readonly name: string; readonly explain: Rim['explain'] };

const reportError = (error: unknown, { host, name, explain }: Reporting): ExitCode => {
  if (error instanceof UserError) {
    const message = escapeLines(error.message);
    host.stderr.write(error.exitCode === 2 ? usageText(name, message.split('\n')) : `${name}: ${message}\n`);
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
