import { UserError } from '@widgets/cli-kit';
import type { KeptLetter } from '@widgets/request-channel';
import { open, type FileHandle } from 'node:fs/promises';

/** A file that takes copies of letters, a JSON object a line; it is there from the first one on. */
export type KeepFile = {
  /** Resolves when they are on the disk. Rejects with `UserError` when the file does not take them. */
  append(letters: readonly KeptLetter[]): Promise<void>;
  close(): Promise<void>;
};

export function openKeepFile(path: string): KeepFile {
  let file: FileHandle | undefined;
  return {
    async append(letters) {
      try {
        file ??= await openAtLine(path);
        await file.appendFile(letters.map((letter) => `${JSON.stringify(letter)}\n`).join(''));
        await file.sync();
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new UserError(
          `--keep ${path}: the letters could not be kept, and stay in the queue (${reason})`,
          { cause: error },
        );
      }
    },
    close: async () => file?.close(),
  };
}

/** A run that was killed may have left half a line. */
async function openAtLine(path: string): Promise<FileHandle> {
  const file = await open(path, 'a+');
  const { size } = await file.stat();
  if (size === 0) return file;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  if (buffer.toString() !== '\n') await file.appendFile('\n');
  return file;
}
