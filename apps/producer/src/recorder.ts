import { UserError } from '@widgets/cli-kit';
import { once } from 'node:events';
import { open } from 'node:fs/promises';

/** Writes requests that were confirmed as sent, one a line, in the order in which they were begun. */
export type Recorder = {
  /** Announces the next request; what is returned tells how it went. */
  begin(bytes: Uint8Array): (result: 'sent' | 'not-sent') => void;
  /** Resolves when all is in the file. */
  close(): Promise<void>;
};

type Line = { readonly bytes: Uint8Array; result: 'under way' | 'sent' | 'not-sent' };

/** A new file, or an emptied one. Throws `UserError` when it cannot be written. */
export async function openRecorder(file: string): Promise<Recorder> {
  const handle = await open(file, 'w').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`--record ${file}: cannot be written (${reason})`, { cause: error });
  });
  const output = handle.createWriteStream();
  const failed = once(output, 'error').then(([error]) => Promise.reject(error as Error));
  failed.catch(() => undefined);
  return {
    ...createLineOrder((bytes) => output.write(asLine(bytes))),
    async close() {
      output.end();
      await Promise.race([once(output, 'close'), failed]);
    },
  };
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
export const NO_RECORDER: Recorder = { begin: () => () => undefined, close: () => Promise.resolve() };
