import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startLocalCloud, type LocalCloudOptions } from '@widgets/local-cloud-server';
import { readRequestLines, validRequests } from '@widgets/verify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import { depthOf, keysOf, pipelineOn, startLocalPipeline, type LocalPipeline } from './local-pipeline';
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

describe('a cloud that does not answer while a program is stopping', () => {
  /** Calls of one action are never answered, from when the test says so. */
  async function withHanging(action: string, use: (at: LocalPipeline, hang: () => void) => Promise<void>) {
    let hangs = false;
    const held: (() => void)[] = [];
    const intercept: LocalCloudOptions['intercept'] = (call, act) =>
      hangs && call.action === action ? new Promise((resolve) => held.push(() => resolve('reset'))) : act();
    const at = pipelineOn(await startLocalCloud({ intercept }));
    try {
      await use(at, () => (hangs = true));
    } finally {
      for (const letGo of held) letGo();
      await at.close();
    }
  }

  test('the consumer gives up after --shutdown-timeout, and its messages are visible again at once', () =>
    withHanging('PutItem', async (at, hang) => {
      await at.run('producer', '-rq=stuck', '-mwr=3', '-ird=0', '--mix=1:0:0');
      const args = ['-rq=stuck', '-dwt=stuck', '--shutdown-timeout=1', '-qwt=1', '-qvt=600'];
      hang();
      const consumer = at.start('consumer', ...args);
      while ((await depthOf(at, 'stuck').catch(() => ({ other: 0 }))).other < 3) await setImmediate();
      consumer.kill('SIGTERM');
      const { code, stderr } = await consumer.ended;
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: expect.stringContaining('what is in hand is given up, and comes again'),
      });
      expect(await depthOf(at, 'stuck')).toEqual({ visible: 3, other: 0 });
    }));

  test.each([
    ['with places free', '10'],
    ['with every place taken', '5'],
  ])(
    'the producer, %s, gives up after --shutdown-timeout, says how many are not confirmed, and exits 1',
    (_when, places) =>
      withHanging('SendMessageBatch', async (at, hang) => {
        hang();
        const many = places === '5' ? '1000' : '5';
        const to = ['-rb=stuck', '-rq=stuck', '--mix=1:0:0'];
        const producer = at.start(
          'producer',
          ...to,
          '-ird=0',
          '-mwr',
          many,
          '--concurrency',
          places,
          '--shutdown-timeout=1',
        );
        while ((await keysOf(at, 'stuck').catch(() => [])).length < 5) await setImmediate();
        producer.kill('SIGTERM');
        const { code, stderr } = await producer.ended;
        expect({ code, stderr }).toEqual({
          code: 1,
          stderr: expect.stringContaining('stopping took too long: 5 requests are not confirmed'),
        });
      }),
  );
});
