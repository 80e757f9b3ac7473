import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLines } from './read-lines';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-lines-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function linesOf(text: string): Promise<string[]> {
  const file = join(folder, 'file');
  await writeFile(file, text);
  const lines: string[] = [];
  for await (const line of readLines(file)) lines.push(line);
  return lines;
}

test.each([
  ['', []],
  ['a', ['a']],
  ['a\nb\n', ['a', 'b']],
  ['a\r\n\r\nb', ['a', '', 'b']],
  ['a\u2028b\u2029c\u0085d\n', ['a\u2028b\u2029c\u0085d']],
])('%j is read as %j', async (text, lines) => {
  expect(await linesOf(text)).toEqual(lines);
});

test('a line may be longer than what is read at once, and a character lie between two reads', async () => {
  const long = 'é🎈'.repeat(50_000);
  expect(await linesOf(`x${long}\n${long}\r\n`)).toEqual([`x${long}`, long]);
});
