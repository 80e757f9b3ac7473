import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { depthOf, keysOf, type LocalPipeline } from './local-pipeline';
import { startStrikingPipeline, type StrikingPipeline } from './striking-cloud';
import { tableDifferences } from './table-differences';

const OBJECTS = 60;

let pipeline: StrikingPipeline;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sweep-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  pipeline = await startStrikingPipeline();
});
afterEach(() => pipeline.close());

const SWEEP = ['sweep', '-rb=reqs', '-rq=work', '--older-than=0s', '--rate=1000'];
const CONSUME = ['-rb=reqs', '-rq=work', '-dwt=widgets', '-qwt=1', '--stop-when-empty'];

/** The requests in a bucket, in the order of their keys, as a file of lines. */
async function recordOf(at: LocalPipeline, bucket: string): Promise<string> {
  const bodies: string[] = [];
  for (const Key of (await keysOf(at, bucket)).sort()) {
    const { Body } = await at.s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
    bodies.push((await Body?.transformToString()) ?? '');
  }
  const file = join(folder, `${bucket}-${bodies.length}.ndjson`);
  await writeFile(file, bodies.join('\n'));
  return file;
}

/** Objects without messages, as of a producer that only knows the bucket. */
const putObjects = (at: LocalPipeline) =>
  at.run('producer', '-rb=reqs', `-mwr=${OBJECTS}`, '-ird=0', '--seed=4');

test('a producer killed between object and pointer is repaired', async () => {
  const producer = pipeline.start('producer', '-rb=reqs', '-rq=work', '-mwr=300', '-ird=0', '--mix=1:0:0');
  const strike = () => producer.kill('SIGKILL');
  pipeline.strikeAt({ action: 'SendMessageBatch', call: 5, moment: 'before', strike });
  expect((await producer.ended).code).toBeNull();
  const stored = await keysOf(pipeline, 'reqs');
  const { visible } = await depthOf(pipeline, 'work');
  expect(stored.length).toBeGreaterThan(visible);
  const record = await recordOf(pipeline, 'reqs');

  await pipeline.run('consumer', ...CONSUME);
  const orphans = await keysOf(pipeline, 'reqs');
  expect(orphans.length).toBeGreaterThanOrEqual(stored.length - visible);
  const dry = await pipeline.run('consumer', ...SWEEP);
  expect(dry.stdout).toMatch(new RegExp(`Would be posted again\\n +objects +${orphans.length}\\n`));
  expect(await depthOf(pipeline, 'work')).toEqual({ visible: 0, other: 0 });
  await pipeline.run('consumer', ...SWEEP, '--yes');
  expect(await keysOf(pipeline, 'reqs')).toEqual(orphans);
  await pipeline.run('consumer', ...CONSUME);
  expect(await tableDifferences(pipeline, 'widgets', record)).toEqual([]);
  expect(await keysOf(pipeline, 'reqs')).toEqual([]);
});

test("without an age, what is older than the queue's retention is posted; rejected requests and widgets are not", async () => {
  await pipeline.s3.send(new CreateBucketCommand({ Bucket: 'reqs' }));
  for (const Key of ['1700000000001', 'rejected/1700000000002', 'widgets/mary/w'])
    await pipeline.s3.send(new PutObjectCommand({ Bucket: 'reqs', Key, Body: '{}' }));
  const args = ['sweep', '-rb=reqs', '-rq=work'];
  expect((await pipeline.run('consumer', ...args)).stdout).toMatch(/older than 4d[^]*objects +0\n/);
  pipeline.advance(4 * 24 * 60 * 60 * 1000 + 60_000);
  expect((await pipeline.run('consumer', ...args, '--yes')).stdout).toMatch(/posted +1\n/);
  expect(await depthOf(pipeline, 'work')).toEqual({ visible: 1, other: 0 });
});

describe('nothing is lost', () => {
  test('when a sweep is interrupted: it tells where to go on, and the two post each object once', async () => {
    await putObjects(pipeline);
    const first = pipeline.start('consumer', ...SWEEP, '--yes');
    const strike = () => first.kill('SIGINT');
    pipeline.strikeAt({ action: 'SendMessageBatch', call: 2, moment: 'before', strike });
    const { code, stdout } = await first.ended;
    expect(code).toBe(0);
    const [, after = ''] = /--after='([^']+)'/.exec(stdout) ?? [];
    const { visible } = await depthOf(pipeline, 'work');
    expect(visible).toBeLessThan(OBJECTS);
    await pipeline.run('consumer', ...SWEEP, '--yes', `--after=${after}`);
    expect(await depthOf(pipeline, 'work')).toEqual({ visible: OBJECTS, other: 0 });
  });

  test.each(['before', 'after'] as const)(
    'when a sweep is killed right %s a send, and begun again',
    async (moment) => {
      await putObjects(pipeline);
      const record = await recordOf(pipeline, 'reqs');
      const first = pipeline.start('consumer', ...SWEEP, '--yes');
      pipeline.strikeAt({ action: 'SendMessageBatch', call: 3, moment, strike: () => first.kill('SIGKILL') });
      expect((await first.ended).code).toBeNull();
      await pipeline.run('consumer', ...SWEEP, '--yes');
      await pipeline.run('consumer', ...CONSUME);
      expect(await tableDifferences(pipeline, 'widgets', record)).toEqual([]);
    },
  );

  test('on a cloud that fails and loses answers', async () => {
    const faulty = await startStrikingPipeline({
      faults: {
        ...{ seed: 3, errorRate: 0.05, resetRate: 0.02, lostAnswerRate: 0.05, partialRate: 0.05 },
        only: ['s3:ListObjectsV2', 'sqs:SendMessageBatch'],
      },
    });
    try {
      await putObjects(faulty);
      const record = await recordOf(faulty, 'reqs');
      const { stdout } = await faulty.run('consumer', ...SWEEP, '--yes');
      expect(stdout).toMatch(new RegExp(`posted +${OBJECTS}\\n`));
      await faulty.run('consumer', ...CONSUME);
      expect(await tableDifferences(faulty, 'widgets', record)).toEqual([]);
    } finally {
      await faulty.close();
    }
  });
});
