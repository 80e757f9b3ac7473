import { createReadStream } from 'node:fs';

const LINE_END = /\r?\n/;

/**
 * The lines of a UTF-8 file, without their ends. Only a line feed ends a line, unlike in Node's readline, which from
 * Node 24 on also splits at U+2028 and U+2029: JSON may hold these in its strings.
 */
export async function* readLines(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split(LINE_END);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
