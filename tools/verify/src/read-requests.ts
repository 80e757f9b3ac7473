import { listFiles, readLines, UserError } from '@widgets/cli-kit';
import { parseRequest, type Result, type WidgetRequest } from '@widgets/widget-model';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A request as it was read, valid or not, and where it stands. */
export type ReadRequest = {
  readonly file: string;
  /** From 1; undefined where the file is one request. */
  readonly line: number | undefined;
  readonly bytes: Uint8Array;
  readonly parsed: Result<WidgetRequest>;
};

/** Reads requests from a file, one JSON object a line, in its order. */
export async function* readRequestLines(file: string): AsyncGenerator<ReadRequest> {
  let line = 0;
  for await (const text of readLines(file)) {
    line += 1;
    if (text.trim() !== '') yield { file, line, bytes: Buffer.from(text), parsed: parseRequest(text) };
  }
}

/** Reads a folder of request objects, one a file, in the order of their names, which are their keys. */
export async function* readRequestFolder(folder: string): AsyncGenerator<ReadRequest> {
  for (const name of await listFiles(folder)) {
    const file = join(folder, name);
    const bytes = await readFile(file);
    yield { file, line: undefined, bytes, parsed: parseRequest(bytes) };
  }
}

/** Reads either. Throws `UserError` for what cannot be read. */
export async function* readRequests(path: string): AsyncGenerator<ReadRequest> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    yield* isFolder ? readRequestFolder(path) : readRequestLines(path);
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new UserError(`--expect ${path}: cannot be read (${error.message})`, { cause: error, exitCode: 2 });
  }
}

/** The valid ones of what was read. */
export async function validRequests(
  read: AsyncIterable<Pick<ReadRequest, 'parsed'>>,
): Promise<WidgetRequest[]> {
  const requests: WidgetRequest[] = [];
  for await (const { parsed } of read) if (parsed.ok) requests.push(parsed.value);
  return requests;
}
