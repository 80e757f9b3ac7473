import { parseCommandLine, type Log, type LogFields, type Options, type Program } from '@widgets/cli-kit';

export type LogLine = { readonly level: keyof Log; readonly fields: LogFields; readonly message: string };

/** For tests: the config of a command line that has to be right. */
export function configOf<O extends Options>(program: Program<O>, argv: readonly string[]) {
  const commandLine = parseCommandLine(program, argv, {});
  if (commandLine.kind !== 'run') throw new Error(JSON.stringify(commandLine));
  return commandLine.config;
}

/** For tests: what a program is handed, with what it printed and logged. */
export function programContext() {
  const lines: LogLine[] = [];
  const printed: string[] = [];
  const logTo = (level: keyof Log) => (fields: LogFields, message: string) =>
    void lines.push({ level, fields, message });
  const stopping = new AbortController();
  return {
    lines,
    printed,
    stopping,
    context: {
      log: { debug: logTo('debug'), info: logTo('info'), warn: logTo('warn'), error: logTo('error') },
      print: (line: string) => void printed.push(line),
      signal: stopping.signal,
      giveUp: new AbortController().signal,
      startProgress: undefined,
    },
  };
}

/** For tests: credentials that the embedded cloud takes, for this process. */
export function useLocalCredentials(): void {
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
  process.env['AWS_REGION'] = 'us-east-1';
  delete process.env['AWS_PROFILE'];
}
