import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outgoing } from './outgoing';
import { findReplay, replay } from './replay';

const REQUEST = '{ "type":"delete", "requestId":"r", "widgetId":"w", "owner":"Sue Smith" }';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'replay-'));
  await writeFile(join(folder, 'lines.ndjson'), `${REQUEST}\n\nnot a request\n`);
  await mkdir(join(folder, 'files'));
  await mkdir(join(folder, 'files', 'inner'));
  await writeFile(join(folder, 'files', '1612306376404'), REQUEST);
  await writeFile(join(folder, 'files', '1612306368338'), '');
  await writeFile(join(folder, 'files', 'plain-name.json'), REQUEST);
  await writeFile(join(folder, 'files', '.hidden'), 'x');
});
afterAll(() => rm(folder, { recursive: true }));

async function replayed(path: string, newKeys = false): Promise<Outgoing[]> {
  let made = 0;
  const nextKey = (): string => `new${(made += 1)}`;
  const all: Outgoing[] = [];
  for await (const one of replay(await findReplay(join(folder, path)), { nextKey, newKeys })) all.push(one);
  return all;
}

test('a file is sent line by line as it is, under new keys', async () => {
  const all = await replayed('lines.ndjson');
  expect(all.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([REQUEST, 'not a request']);
  expect(all.map(({ key }) => key)).toEqual(['new1', expect.stringMatching(/^new/)]);
  expect(all.map(({ type }) => type)).toEqual(['delete', 'invalid']);
});

test('a folder is sent file by file in the order of names, which stay the keys', async () => {
  const all = await replayed('files');
  expect(all.map(({ key }) => key)).toEqual(['1612306368338', '1612306376404', 'plain-name.json']);
  expect(all.map(({ bytes }) => bytes.length)).toEqual([0, REQUEST.length, REQUEST.length]);
});

test('a name that begins with 13 digits is the stamp, another name gets one', async () => {
  const all = await replayed('files');
  expect(all.map(({ stamp }) => stamp)).toEqual(['1612306368338', '1612306376404', 'new1']);
});

test('a folder is sent under new keys when that is asked for', async () => {
  const keys = (await replayed('files', true)).map(({ key }) => key);
  expect(keys).toEqual([...keys].filter((key) => key.startsWith('new')));
});

test('requests of one widget share a lane; what is no request has its own', async () => {
  const all = await replayed('files');
  expect(all.map(({ lane }) => lane)).toEqual(['1612306368338', 'w', 'w']);
});

test('a path where nothing is is told', async () => {
  await expect(findReplay(join(folder, 'nowhere'))).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringMatching(/--replay .*nowhere: cannot be read/),
  });
});
