import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { programFile } from '@widgets/programs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DIST, startLocalPipeline, type LocalPipeline } from './local-pipeline';

const PAGE = readFileSync(new URL('../../../docs/operating.md', import.meta.url), 'utf8');

/** The blocks of the page that are marked as runnable. */
const BLOCKS = [...PAGE.matchAll(/<!-- runnable -->\n+```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);

let pipeline: LocalPipeline;
let folder: string;

beforeAll(async () => {
  pipeline = await startLocalPipeline();
  folder = await mkdtemp(join(tmpdir(), 'operating-'));
  for (const app of ['producer', 'consumer'] as const)
    await copyFile(programFile(DIST, app), join(folder, `${app}.mjs`));
});
afterAll(async () => {
  await pipeline.close();
  await rm(folder, { recursive: true });
});

test('the page marks its commands, and as many as it says were tried', () => {
  expect(BLOCKS).toHaveLength([...PAGE.matchAll(/_\(tried\)_:|_\(tried\)_\.|_\(Tried\)_:/g)].length);
  expect(BLOCKS.length).toBeGreaterThan(4);
});

test.each(BLOCKS)('a shell runs\n%s', async (block) => {
  const options = { cwd: folder, env: pipeline.env, stdio: ['ignore', 'pipe', 'pipe'] as const };
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', block], { ...options, stdio: [...options.stdio] });
  const [[code], stdout, stderr] = await Promise.all([
    once(shell, 'close') as Promise<[number | null]>,
    text(shell.stdout),
    text(shell.stderr),
  ]);
  expect({ code, stdout, stderr }).toMatchObject({ code: 0 });
  expect(stderr).not.toMatch(/"level":"error"|this is a bug/);
});
