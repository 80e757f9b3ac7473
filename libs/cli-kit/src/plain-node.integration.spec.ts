import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';

// What only a real process shows: signals, a closed pipe, an exit code, and that all of it works from one file.
const folder = mkdtempSync(join(tmpdir(), 'cli-kit-'));
const bundle = join(folder, 'waiter.mjs');

const WAITER = `
import { loggingOptions, runProgram, runtimeOptions } from './index';
const program = {
  name: 'waiter', version: '1', usage: ['waiter'], about: [], examples: [],
  options: { ...loggingOptions, ...runtimeOptions },
};
await runProgram(program, async (config, { log, print, signal }) => {
  log.info({}, 'ready');
  const ticks = setInterval(() => print('tick'), 5);
  const isStubborn = process.env.STUBBORN === 'yes';
  await new Promise((done) => signal.addEventListener('abort', () => isStubborn || done()));
  clearInterval(ticks);
});
`;

beforeAll(async () => {
  await build({
    stdin: { contents: WAITER, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Names that do not meet those of the bundled code.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire('/');",
    },
    outfile: bundle,
  });
}, 30_000);

const children: ChildProcess[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));
afterAll(() => rmSync(folder, { recursive: true }));

const start = (args: readonly string[] = [], env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [bundle, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return { child, exit: once(child, 'exit') };
};

test('one signal ends it with 0', async () => {
  const { child, exit } = start();
  const stderr = text(child.stderr);
  await once(child.stdout, 'data');
  child.stdout.resume();
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
  expect(await stderr).toMatch(/"msg":"ready"\}\nwaiter: stopping: .*\n$/);
});

test('two signals end it with 130', async () => {
  const { child, exit } = start([], { STUBBORN: 'yes' });
  child.stdout.resume();
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  expect(await exit).toEqual([130, null]);
});

test('a reader that goes away ends it without a stack trace', async () => {
  const { child, exit } = start();
  const stderr = text(child.stderr);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  expect(await exit).toEqual([0, null]);
  expect(await stderr).toMatch(/nobody reads the output any more; stopping/);
  expect(await stderr).not.toContain('EPIPE');
});

test('help needs no terminal', async () => {
  const { child, exit } = start(['-h'], { COLUMNS: '20' });
  expect(await text(child.stdout)).toMatch(/^Usage: waiter\n/);
  expect(await exit).toEqual([0, null]);
});
