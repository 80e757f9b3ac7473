import { UserError } from '@widgets/cli-kit';
import { open } from 'node:fs/promises';
import { untilEither } from './until-either';

/** Writes requests that were confirmed as sent, one a line, in the order in which they were begun. */
export type Recorder = {
  /** Announces the next request; what is returned tells how it went. */
  begin(bytes: Uint8Array): (result: 'sent' | 'not-sent') => void;
  /** Resolves when the file has taken so much that another request may begin. */
  untilReady(): Promise<void>;
  /** Aborted when the file takes no more. */
  readonly broken: AbortSignal;
  /** Resolves when all is in the file. Throws `UserError` when it is not. */
  close(): Promise<void>;
};

type Line = { readonly bytes: Uint8Array; result: 'under way' | 'sent' | 'not-sent' };

/** A new file, or an emptied one. Throws `UserError` when it cannot be written. */
export async function openRecorder(file: string): Promise<Recorder> {
  const handle = await open(file, 'w').catch((error: unknown) => {
    throw unwritable(file, error);
  });
  const output = handle.createWriteStream();
  const broken = new AbortController();
  output.on('error', (error) => broken.abort(unwritable(file, error)));
  return {
    ...createLineOrder((bytes) => output.write(asLine(bytes))),
    untilReady: () => (output.writableNeedDrain ? untilEither(output, 'drain', 'close') : READY),
    broken: broken.signal,
    async close() {
      output.end();
      if (!output.closed) await untilEither(output, 'close');
      broken.signal.throwIfAborted();
    },
  };
}

const READY = Promise.resolve();

function unwritable(file: string, error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(`--record ${file}: cannot be written (${reason})`, { cause: error });
}

/** JSON has line ends only between its parts, where a space means the same. */
const asLine = (bytes: Uint8Array): string =>
  `${Buffer.from(bytes)
    .toString()
    .replace(/[\r\n]/g, ' ')}\n`;

/** Passes on the lines that were sent, each as soon as all before it are decided. */
export function createLineOrder(write: (bytes: Uint8Array) => void): Pick<Recorder, 'begin'> {
  const lines: Line[] = [];
  const writeDecided = (): void => {
    while (lines[0] !== undefined && lines[0].result !== 'under way') {
      const line = lines.shift();
      if (line?.result === 'sent') write(line.bytes);
    }
  };
  return {
    begin(bytes) {
      const line: Line = { bytes, result: 'under way' };
      lines.push(line);
      return (result) => {
        line.result = result;
        writeDecided();
      };
    },
  };
}

/** For a run that records nothing. */
export const NO_RECORDER: Recorder = {
  begin: () => () => undefined,
  untilReady: () => READY,
  broken: new AbortController().signal,
  close: () => Promise.resolve(),
};
