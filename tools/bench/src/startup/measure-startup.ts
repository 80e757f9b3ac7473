import { DEFAULT_NAMES, UserError } from '@widgets/cli-kit';
import { localEnvironment, programFile, startProgram, type AppName } from '@widgets/programs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { callsOf, type BenchCloud } from '../cloud/bench-cloud';
import { fillQueue } from '../cloud/fill-queue';

/** What the programs are compared with. */
export const EMPTY = 'an empty script';

/** Measures how long one start takes, in milliseconds. */
export type Start = { readonly what: string; readonly measure: () => Promise<number> };

const APPS: readonly AppName[] = ['producer', 'consumer', 'local-cloud'];

/** Starts that end by themselves: a script without a line, and each program that only prints its help. */
export async function withHelpStarts<T>(
  dist: URL,
  use: (starts: readonly Start[]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-startup-'));
  const empty = join(folder, 'empty.mjs');
  await writeFile(empty, '');
  try {
    return await use([
      { what: EMPTY, measure: () => untilEnd(empty) },
      ...APPS.map((app) => ({
        what: `${app} --help`,
        measure: () => untilEnd(programFile(dist, app), '--help'),
      })),
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function untilEnd(file: string, ...args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const { code, stderr } = await startProgram(file, args, { env: process.env }).ended;
  if (code !== 0) throw new UserError(`${file} ended with ${String(code)}: ${stderr}`);
  return performance.now() - startedAt;
}

const { requestBucket, requestQueue, widgetTable } = DEFAULT_NAMES;

/** From the start of a program to the arrival of its first write at the cloud: a request stored, or a widget. */
export const workStarts = (dist: URL, cloud: BenchCloud): readonly Start[] => [
  {
    what: 'producer, to the first request stored',
    measure: () =>
      untilCall(dist, cloud, {
        app: 'producer',
        args: ['-rb', requestBucket, '-rq', requestQueue, '-mwr', '1', '-ird', '0'],
        call: ['s3', 'PutObject'],
      }),
  },
  {
    what: 'consumer, to the first request applied',
    measure: async () => {
      await fillQueue(cloud.url, 1, false);
      return untilCall(dist, cloud, {
        app: 'consumer',
        args: ['-rb', requestBucket, '-rq', requestQueue, '-dwt', widgetTable, '-qwt', '1'],
        call: ['dynamodb', 'PutItem'],
      });
    },
  },
];

type Awaited = {
  readonly app: AppName;
  readonly args: readonly string[];
  readonly call: readonly [service: string, action: string];
};

const POLL_MS = 2;

async function untilCall(dist: URL, cloud: BenchCloud, { app, args, call }: Awaited): Promise<number> {
  await cloud.resetCalls();
  const env = localEnvironment(cloud.url, process.env);
  const startedAt = performance.now();
  const program = startProgram(programFile(dist, app), args, { env });
  let isOver = false;
  void program.ended.then(() => (isOver = true));
  while (callsOf(await cloud.calls(), ...call) === 0) {
    if (isOver) throw new UserError(`${app} ended without a ${call[1]}: ${(await program.ended).stderr}`);
    await pause(POLL_MS);
  }
  const took = performance.now() - startedAt;
  program.kill('SIGTERM');
  await program.ended;
  await cloud.reset();
  return took;
}
