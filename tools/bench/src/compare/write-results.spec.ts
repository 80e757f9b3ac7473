import { expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { about, writeResults } from './write-results';

test('results are written into a folder that is not there yet, and where that cannot be, it is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-results-'));
  try {
    const file = join(folder, 'new', 'run.json');
    await writeResults(file, { value: 1 });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ value: 1 });
    await expect(writeResults(join(file, 'run.json'), {})).rejects.toThrow(/--json .*cannot be written/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('results say on what they were made: machine, Node and the versions of what is not ours', async () => {
  const dist = new URL('../../../../dist/', import.meta.url);
  const { machine, packages } = await about('run', { dist, version: '0' }, 'c');
  expect(machine).toMatchObject({ node: process.version });
  expect(packages).toMatchObject({ 'sqs-consumer': expect.stringMatching(/^\d+\.\d+\.\d+$/) });
});
