import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { programFile, startProgram, type RunningProgram } from '@widgets/programs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { depthOf, DIST, logOf, startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { tableDifferences } from './table-differences';

let pipeline: LocalPipeline;
let folder: string;

beforeAll(async () => {
  pipeline = await startLocalPipeline();
  folder = await mkdtemp(join(tmpdir(), 'workers-'));
});
afterAll(async () => {
  await pipeline.close();
  await rm(folder, { recursive: true });
});

/** Fills a queue and a bucket of this name; where what was sent is recorded. */
async function fill(name: string, requests: number): Promise<string> {
  const record = join(folder, `${name}.ndjson`);
  const to = ['-rb', name, '-rq', name, '--record', record];
  await pipeline.run('producer', ...to, '-mwr', String(requests), '-ird=0');
  return record;
}

const fromAndTo = (name: string): string[] => ['-rb', name, '-rq', name, '-dwt', name, '-qwt=1', '-qvt=5'];

/** A consumer with workers, and the process ids of those that have started so far. */
function startWorkers(...args: string[]): { consumer: RunningProgram; pids: number[] } {
  const pids: number[] = [];
  const onLine = (line: string): void => {
    const [, pid] = /"workerPid":(\d+)/.exec(line) ?? [];
    if (pid !== undefined) pids.push(Number(pid));
  };
  const { env } = pipeline;
  return { consumer: startProgram(programFile(DIST, 'consumer'), args, { env, onLine }), pids };
}

async function untilGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await setImmediate();
  }
}

const totalIn = (stdout: string): number =>
  Number(/total +([\d,]+) in/.exec(stdout)?.[1]?.replaceAll(',', ''));

test('a worker that is killed is started again, nothing is lost, and one summary tells of all', async () => {
  const record = await fill('killed', 600);
  const args = [...fromAndTo('killed'), '--concurrency=5', '--stop-when-empty', '--log-level=debug'];
  const { consumer, pids } = startWorkers(...args, '--workers=2');
  while ((await depthOf(pipeline, 'killed')).visible > 500) await setImmediate();
  process.kill(pids[0] ?? 0, 'SIGKILL');
  const ending = await consumer.ended;
  expect(ending.code).toBe(0);
  expect(pids).toHaveLength(3);
  expect(ending.stdout).toMatch(/^consumer: from queue killed to table killed, on .*, by 2 workers$/m);
  expect(ending.stdout.match(/Requests consumed/g)).toHaveLength(1);
  expect(totalIn(ending.stdout)).toBeGreaterThan(500);
  const log = logOf(ending);
  expect(log.filter(({ how }) => how === 'SIGKILL')).toHaveLength(1);
  for (const worker of [1, 2]) {
    expect(log.filter((line) => line['worker'] === worker && line['msg'] === 'applied')).not.toEqual([]);
  }
  expect(await tableDifferences(pipeline, 'killed', record)).toEqual([]);
  expect(await depthOf(pipeline, 'killed')).toEqual({ visible: 0, other: 0 });
});

test('--max-requests is for all workers together, and one Ctrl-C ends them all with 0', async () => {
  await fill('some', 60);
  const { consumer, pids } = startWorkers(...fromAndTo('some'), '--workers=2', '--max-requests=21');
  const { code, stdout } = await consumer.ended;
  expect([code, totalIn(stdout), pids.length]).toEqual([0, 21, 2]);

  const others = startWorkers(...fromAndTo('some'), '--workers=2');
  while (others.pids.length < 2 || (await depthOf(pipeline, 'some')).visible > 0) await setImmediate();
  others.consumer.kill('SIGINT');
  const ending = await others.consumer.ended;
  expect(ending.code).toBe(0);
  expect(ending.stderr.match(/finishing what is in hand/g)).toHaveLength(1);
  expect(await depthOf(pipeline, 'some')).toEqual({ visible: 39 - totalIn(ending.stdout), other: 0 });
});

test('a second signal ends supervisor and workers at once with 130', async () => {
  const { consumer, pids } = startWorkers('-rq=idle', '-dwt=idle', '-qwt=20', '--workers=2');
  await consumer.line(/from queue idle/);
  consumer.kill('SIGINT');
  consumer.kill('SIGTERM');
  expect((await consumer.ended).code).toBe(130);
  expect(pids).toHaveLength(2);
  for (const pid of pids) await untilGone(pid);
});

test('workers whose supervisor is killed end by themselves', async () => {
  const { consumer, pids } = startWorkers('-rq=idle', '-dwt=idle', '-qwt=1', '--workers=2');
  await consumer.line(/from queue idle/);
  consumer.kill('SIGKILL');
  for (const pid of pids) await untilGone(pid);
  expect(pids).toHaveLength(2);
});

test('a failure of all workers is told once', async () => {
  const args = ['-rq=nowhere', '-dwt=idle', '--workers=3', '--dead-letter-queue=nowhere'];
  const { code, stdout, stderr } = await pipeline.start('consumer', ...args).ended;
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.match(/refused messages would come again/g)).toHaveLength(1);
});

test.each([
  ['a bucket is polled', ['-rb=b'], /^consumer: --workers 2 needs a queue .*: name it with -rq, or leave/],
  ['a port is listened on', ['-rq=q', '--http-port=0'], /^consumer: --http-port 0 .*: leave out --workers/],
])('%s by one process', async (_what, args, problem) => {
  const { code, stderr } = await pipeline.start('consumer', ...args, '-dwt=t', '--workers=2').ended;
  expect([code, stderr]).toEqual([2, expect.stringMatching(problem)]);
});

test('two consumers on one queue share the work', async () => {
  const record = await fill('shared', 1000);
  const args = [...fromAndTo('shared'), '--concurrency=5', '--stop-when-empty'];
  const endings = await Promise.all([1, 2].map(() => pipeline.run('consumer', ...args)));
  const totals = endings.map(({ stdout }) => totalIn(stdout));
  expect(Math.min(...totals)).toBeGreaterThan(0);
  expect(totals.reduce((sum, total) => sum + total, 0)).toBeGreaterThanOrEqual(1000);
  expect(await tableDifferences(pipeline, 'shared', record)).toEqual([]);
});
