import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startLocalCloud, systemClock } from '@widgets/local-cloud-server';
import { programFile, startProgram } from '@widgets/programs';
import { readBucketWidgets } from '@widgets/verify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIST, keysOf, logOf, pipelineOn, startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { tableDifferences } from './table-differences';

let pipeline: LocalPipeline;
let folder: string;

beforeAll(async () => {
  pipeline = await startLocalPipeline();
  folder = await mkdtemp(join(tmpdir(), 'polling-'));
});
afterAll(async () => {
  await pipeline.close();
  await rm(folder, { recursive: true });
});

const produce = (...args: string[]) => pipeline.run('producer', '-ird=0', ...args);

test('a bucket that is polled is emptied, in the order of its keys, with few listings', async () => {
  const record = join(folder, 'polled.ndjson');
  await produce('-rb=polled', '-mwr=1300', '--seed=11', '--record', record);
  const { stdout } = await pipeline.run('consumer', '-rb=polled', '-dwt=polled', '--stop-when-empty');
  expect(await tableDifferences(pipeline, 'polled', record)).toEqual([]);
  expect(await keysOf(pipeline, 'polled')).toEqual([]);
  expect(stdout).toContain('GetObject 1,300');
  expect(stdout).not.toContain('without a widget');
  const listings = Number(/ListObjectsV2 (\d+)/.exec(stdout)?.[1]);
  expect(listings).toBeLessThanOrEqual(10);
});

test('several buckets are polled together', async () => {
  const records = ['first', 'second'].map((name) => join(folder, `${name}.ndjson`));
  for (const [at, name] of ['first', 'second'].entries()) {
    await produce(`-rb=${name}`, '-mwr=50', '--mix=1:0:0', '--record', records[at] ?? '');
  }
  const { stdout } = await pipeline.run(
    'consumer',
    ...['-rb=first', '-rb=second', '-wb=both-widgets', '--stop-when-empty'],
  );
  expect(stdout).toMatch(/create +100 applied/);
  expect(await readBucketWidgets(pipeline.s3, 'both-widgets', '')).toHaveProperty('size', 100);
});

test('one bucket may hold requests, rejected ones and widgets', async () => {
  await produce('-rb=shared', '-mwr=40', '--mix=1:0:0');
  await pipeline.s3.send(new PutObjectCommand({ Bucket: 'shared', Key: '1-odd', Body: 'nonsense' }));
  const consume = () => pipeline.run('consumer', '-rb=shared', '-wb=shared', '--stop-when-empty');
  const { stdout } = await consume();
  expect(stdout).toMatch(/create +40 applied/);
  expect(stdout).toMatch(/unreadable +1 refused/);
  const widgets = await readBucketWidgets(pipeline.s3, 'shared', 'widgets/');
  expect((await keysOf(pipeline, 'shared')).sort()).toEqual(['rejected/1-odd', ...widgets.keys()].sort());
  expect(widgets.size).toBe(40);
  expect((await consume()).stdout).toMatch(/total +0 in/);
});

test('one bucket in both roles without a prefix is wrong usage', async () => {
  const args = ['-rb=shared', '-wb=shared', '-wkp='];
  const { code, stderr } = await startProgram(programFile(DIST, 'consumer'), args, { env: pipeline.env })
    .ended;
  expect(code).toBe(2);
  expect(stderr).toContain('-wkp=widgets/');
});

describe('two consumers on one bucket', () => {
  const consume = (at: LocalPipeline, ...args: string[]) => at.run('consumer', ...args, '--stop-when-empty');

  test('share the work', async () => {
    await produce('-rb=raced', '-mwr=300', '--mix=1:0:0');
    const options = ['-rb=raced', '-wb=raced-widgets'];
    await Promise.all([consume(pipeline, ...options), consume(pipeline, ...options)]);
    expect(await keysOf(pipeline, 'raced')).toEqual([]);
    expect(await readBucketWidgets(pipeline.s3, 'raced-widgets', '')).toHaveProperty('size', 300);
  });

  test('apply no update of a backlog before its create, however old it is', async () => {
    const minuteAgo = { ...systemClock, now: () => Date.now() - 60_000 };
    const cloud = await startLocalCloud({ clock: minuteAgo });
    const behind = pipelineOn(cloud);
    try {
      const record = join(folder, 'backlog.ndjson');
      const options = ['-rb=backlog', '-dwt=backlog'];
      await behind.run('producer', '-rb=backlog', '-mwr=600', '-ird=0', '--seed=5', '--record', record);
      await Promise.all([1, 2].map(() => consume(behind, ...options)));
      expect(await tableDifferences(behind, 'backlog', record)).toEqual([]);
      expect(await keysOf(behind, 'backlog')).toEqual([]);
    } finally {
      await behind.close();
    }
  });
});

test('an interrupted consumer leaves the rest in the bucket, and a second run completes the job', async () => {
  const record = join(folder, 'cut.ndjson');
  await produce('-rb=cut', '-mwr=800', '--seed=3', '--record', record);
  const first = pipeline.start('consumer', '-rb=cut', '-dwt=cut');
  await first.line(/[1-9]\d* requests done/);
  first.kill('SIGINT');
  const { code, stdout } = await first.ended;
  expect(code).toBe(0);
  const done = Number(/total +([\d,]+) in/.exec(stdout)?.[1]?.replace(',', ''));
  expect(await keysOf(pipeline, 'cut')).toHaveLength(800 - done);
  await pipeline.run('consumer', '-rb=cut', '-dwt=cut', '--stop-when-empty');
  expect(await tableDifferences(pipeline, 'cut', record)).toEqual([]);
});

test('a queue that stays empty before a full bucket is told once, with the command that helps', async () => {
  await produce('-rb=full', '-mwr=3');
  const ending = await pipeline.run(
    'consumer',
    ...['-rb=full', '-rq=full', '-wb=full-widgets', '-qwt=1', '--stop-when-empty'],
  );
  const hints = logOf(ending).filter(({ command }) => command !== undefined);
  expect(hints).toEqual([expect.objectContaining({ command: 'consumer forward -rb=full -rq=full' })]);
  expect(await keysOf(pipeline, 'full')).toHaveLength(3);
});
