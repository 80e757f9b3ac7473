import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { programFile, startProgram, type AppName } from '@widgets/programs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DIST, startLocalPipeline, type LocalPipeline } from './local-pipeline';

async function helpOf(app: AppName, ...command: string[]): Promise<string> {
  const env = { PATH: process.env['PATH'] };
  const { code, stdout, stderr } = await startProgram(programFile(DIST, app), [...command, '--help'], { env })
    .ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

/** The verbs that a program's help lists. */
const commandsIn = (help: string): string[] => {
  const [, list = ''] = /^Commands.*:\n((?: {4}.*\n)+)/m.exec(help) ?? [];
  return [...list.matchAll(/^ {4}([a-z]+(?:-[a-z]+)*)/gm)].map(([, verb = '']) => verb);
};

/** The help of a program, and those of its commands, and of theirs. */
async function helpsOf(app: AppName, ...command: string[]): Promise<string[]> {
  const help = await helpOf(app, ...command);
  const below = await Promise.all(commandsIn(help).map((verb) => helpsOf(app, ...command, verb)));
  return [help, ...below.flat()];
}

/** The examples at the end of a help, each as a shell reads it. */
const examplesIn = (help: string): string[] => {
  const [, examples = ''] = help.split('\nExamples:\n');
  return examples
    .replaceAll('\\\n', '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
};

describe.each(['producer', 'consumer', 'local-cloud'] as const)('the help of the %s', (app) => {
  test('is grouped, fits 100 columns, shows options as they are typed, and ends with examples', async () => {
    const helps = await helpsOf(app);
    for (const each of helps) {
      expect(each).toMatch(new RegExp(`^Usage: ${app}`));
      expect(Math.max(...each.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
      expect(each).not.toMatch(/--(?:rb|rq|wb|dwt|mwr|dlq|r)\b/);
      expect(each).not.toContain('undefined');
      expect(examplesIn(each).length).toBeGreaterThan(0);
    }
    expect(helps[0]?.match(/^\S.*:$/gm)?.length).toBeGreaterThan(3);
  });
});

describe('every example of a help does what it says', () => {
  let pipeline: LocalPipeline;
  let folder: string;

  beforeAll(async () => {
    pipeline = await startLocalPipeline();
    folder = await mkdtemp(join(tmpdir(), 'examples-'));
    // What examples read from a file of the user's.
    await writeFile(join(folder, 'message.json'), '{"bucket":"my-requests","key":"1700000000000"}');
    for (const app of ['producer', 'consumer'] as const) {
      const script = `#!/bin/sh\nexec '${process.execPath}' '${programFile(DIST, app)}' "$@"\n`;
      await writeFile(join(folder, app), script, { mode: 0o755 });
    }
  });
  afterAll(async () => {
    await pipeline.close();
    await rm(folder, { recursive: true });
  });

  /** In a shell, as if pasted; what would go on for ever is stopped by the environment. */
  async function paste(example: string) {
    const env = {
      ...pipeline.env,
      PATH: `${folder}:${process.env['PATH'] ?? ''}`,
      WIDGET_MAX_RUNTIME: '4000',
      WIDGET_QUEUE_WAIT_TIMEOUT: '1',
    };
    const shell = spawn('sh', ['-c', example], { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const [[code], stdout, stderr] = await Promise.all([
      once(shell, 'close') as Promise<[number | null]>,
      text(shell.stdout),
      text(shell.stderr),
    ]);
    return { code, stdout, stderr };
  }

  test.each(['producer', 'consumer'] as const)('%s', async (app) => {
    for (const example of (await helpsOf(app)).flatMap(examplesIn)) {
      expect(example).toMatch(new RegExp(`^${app} `));
      const { code, stdout, stderr } = await paste(example);
      expect({ example, code, stderr }).toEqual({
        example,
        code: 0,
        stderr: expect.not.stringMatching(/"level":"error"|bug/),
      });
      expect(stdout).not.toBe('');
    }
  });
});
