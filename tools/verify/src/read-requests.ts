import { readLines } from '@widgets/cli-kit';
import { parseRequest, type Result, type WidgetRequest } from '@widgets/widget-model';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Reads requests from a file, one JSON object a line, in its order. */
export async function* readRequestLines(file: string): AsyncGenerator<Result<WidgetRequest>> {
  for await (const line of readLines(file)) {
    if (line.trim() !== '') yield parseRequest(line);
  }
}

/** Reads a folder of request objects, one a file, in the order of their names, which are their keys. */
export async function* readRequestFolder(folder: string): AsyncGenerator<Result<WidgetRequest>> {
  for (const name of (await readdir(folder)).sort()) yield parseRequest(await readFile(join(folder, name)));
}

/** The valid ones of what was read. */
export async function validRequests(read: AsyncIterable<Result<WidgetRequest>>): Promise<WidgetRequest[]> {
  const requests: WidgetRequest[] = [];
  for await (const request of read) if (request.ok) requests.push(request.value);
  return requests;
}
