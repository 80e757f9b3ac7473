import { listFiles, readLines, UserError } from '@widgets/cli-kit';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { outgoingBytes, type Outgoing } from './outgoing';

/** Where replayed requests come from: a recorded file, one request a line, or a folder with one request a file. */
export type ReplaySource = { readonly kind: 'file' | 'folder'; readonly path: string };

/** Throws `UserError` when there is nothing to replay at this path. */
export async function findReplay(path: string): Promise<ReplaySource> {
  try {
    return { kind: (await stat(path)).isDirectory() ? 'folder' : 'file', path };
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(`--replay ${path}: cannot be read (${reason})`, { cause: error });
}

/**
 * The requests of a replay, in the order of lines or of file names (by bytes).
 *
 * @param nextKey new keys; also the stamps of files whose names tell none
 * @param newKeys whether a folder's requests get new keys too instead of their files' names
 */
export async function* replay(source: ReplaySource, keys: ReplayKeys): AsyncGenerator<Outgoing> {
  try {
    yield* source.kind === 'file' ? replayFile(source.path, keys) : replayFolder(source.path, keys);
  } catch (error) {
    throw error instanceof Error && 'syscall' in error ? unreadable(source.path, error) : error;
  }
}

type ReplayKeys = { readonly nextKey: () => string; readonly newKeys: boolean };

async function* replayFile(path: string, { nextKey }: ReplayKeys): AsyncGenerator<Outgoing> {
  for await (const line of readLines(path)) {
    if (line.trim() !== '') yield outgoingBytes(Buffer.from(line), nextKey(), nextKey);
  }
}

async function* replayFolder(path: string, { nextKey, newKeys }: ReplayKeys): AsyncGenerator<Outgoing> {
  for (const name of await listFiles(path)) {
    yield outgoingBytes(await readFile(join(path, name)), newKeys ? nextKey() : name, nextKey);
  }
}
