import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readRequestLines, validRequests } from '@widgets/verify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import { depthOf, keysOf, startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { tableDifferences } from './table-differences';

let pipeline: LocalPipeline;
let folder: string;

beforeAll(async () => {
  pipeline = await startLocalPipeline();
  folder = await mkdtemp(join(tmpdir(), 'stopping-'));
});
afterAll(async () => {
  await pipeline.close();
  await rm(folder, { recursive: true });
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  'after %s in mid-run the consumer finishes what it holds and exits 0, and a second run completes the job',
  async (signal) => {
    const name = `stop-${signal.toLowerCase()}`;
    const record = join(folder, `${name}.ndjson`);
    const options = ['-rb', name, '-rq', name, '-dwt', name, '-qwt', '1'];
    await pipeline.run('producer', '-rb', name, '-rq', name, '-mwr', '1500', '-ird', '0', '--record', record);

    const first = pipeline.start('consumer', ...options, '--concurrency=4');
    while ((await depthOf(pipeline, name)).visible > 1400) await setImmediate();
    first.kill(signal);
    const { code, stdout, stderr } = await first.ended;
    expect(code).toBe(0);
    expect(stderr).toContain('stopping');
    const done = Number(/total +([\d,]+) in/.exec(stdout)?.[1]?.replace(',', ''));
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(1500);
    expect(await depthOf(pipeline, name)).toEqual({ visible: 1500 - done, other: 0 });
    expect(await keysOf(pipeline, name)).toHaveLength(1500 - done);

    const second = await pipeline.run('consumer', ...options, '--stop-when-empty');
    expect(second.stdout).toContain(`total`);
    expect(await tableDifferences(pipeline, name, record)).toEqual([]);
    expect(await keysOf(pipeline, name)).toEqual([]);
  },
);

test('after SIGTERM the producer has posted a pointer for each object that it stored', async () => {
  const record = join(folder, 'producer.ndjson');
  const producer = pipeline.start('producer', '-rb=cut', '-rq=cut', '-mwr=0', '-ird=2', '--record', record);
  await producer.line(/requests sent/);
  producer.kill('SIGTERM');
  expect((await producer.ended).code).toBe(0);
  const recorded = await validRequests(readRequestLines(record));
  expect(recorded.length).toBeGreaterThan(0);
  expect(await depthOf(pipeline, 'cut')).toEqual({ visible: recorded.length, other: 0 });
  expect(await keysOf(pipeline, 'cut')).toHaveLength(recorded.length);
});

test('a second signal ends the consumer at once with 130', async () => {
  const consumer = pipeline.start('consumer', '-rq=idle', '-dwt=idle', '-qwt=20');
  await consumer.line(/from queue idle/);
  consumer.kill('SIGINT');
  consumer.kill('SIGTERM');
  expect((await consumer.ended).code).toBe(130);
});
