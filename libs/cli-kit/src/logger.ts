import { pino, type DestinationStream } from 'pino';
import type { RimConfig } from './common-options';
import type { Log } from './log';
import { jsonLogLine, textLogLine, type LogLineFormat } from './log-line';
import { UserError } from './user-error';

export type LogSettings = Pick<RimConfig, 'logLevel' | 'logFile' | 'logFormat'>;

/** Where lines for people and machines go; `process.stderr` is one. */
export type LogOutput = { write(text: string): unknown; readonly isTTY?: boolean };

/**
 * The structured log of one program: to stderr, or with `logFile` to that file and only warnings and errors to
 * stderr. Every line is written before the call returns, so nothing is lost at exit. A call below the level costs
 * nothing but its arguments. Without a level of the user's own a file has everything, and stderr what is worth knowing.
 *
 * Throws `UserError` when the file cannot be opened.
 */
export const createLogger = (program: string, settings: LogSettings, stderr: LogOutput): Log => {
  const { logFile, logFormat } = settings;
  const level = settings.logLevel ?? (logFile === undefined ? 'info' : 'debug');
  const isText = logFormat === 'text' || (logFormat === 'auto' && stderr.isTTY === true);
  const terminal = formatted(stderr, isText ? textLogLine : jsonLogLine);
  return pino(
    {
      level,
      base: { program, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
    },
    logFile === undefined
      ? terminal
      : pino.multistream([
          { level: 'debug', stream: openLogFile(logFile, logFormat === 'text') },
          { level: 'warn', stream: terminal },
        ]),
  );
};

const formatted = (output: LogOutput, format: LogLineFormat): DestinationStream => ({
  write: (line) => void output.write(format(line)),
});

const openLogFile = (file: string, isText: boolean): DestinationStream => {
  try {
    const destination = pino.destination({ dest: file, append: true, sync: true });
    // A disk that fills up must not end the run.
    destination.on('error', () => undefined);
    return formatted(destination, isText ? textLogLine : jsonLogLine);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`--log-file ${file}: cannot be opened (${reason})`, { cause: error });
  }
};
