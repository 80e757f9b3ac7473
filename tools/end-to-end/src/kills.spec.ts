import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readRequestLines, validRequests } from '@widgets/verify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { differences } from './differences';
import { depthOf, keysOf, startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { WIDGET_STORES } from './widget-stores';

// SIGKILL: nothing is finished, flushed or given back.

const REQUESTS = 600;

let pipeline: LocalPipeline;
let folder: string;
beforeAll(async () => {
  pipeline = await startLocalPipeline();
  folder = await mkdtemp(join(tmpdir(), 'kills-'));
});
afterAll(async () => {
  await pipeline.close();
  await rm(folder, { recursive: true });
});

describe.each(WIDGET_STORES)('a consumer that is killed three times', (at) => {
  test(`loses nothing: the next one makes every widget in ${at.store} right`, async () => {
    const name = `kill-${at.store.toLowerCase()}`;
    const record = join(folder, `${name}.ndjson`);
    const names = ['-rb', name, '-rq', name];
    await pipeline.run('producer', ...names, '-mwr', String(REQUESTS), '-ird=0', '--record', record);
    const args = [...names, ...at.optionsFor(name), '-qwt=1', '-qvt=2', '--missing-widget-retries=8'];
    for (const left of [500, 400, 300]) {
      const consumer = pipeline.start('consumer', ...args);
      while ((await depthOf(pipeline, name)).visible > left) await setImmediate();
      consumer.kill('SIGKILL');
      expect((await consumer.ended).code).toBeNull();
    }
    await pipeline.run('consumer', ...args, '--stop-when-empty');
    expect(await differences(pipeline, at, { name, record })).toEqual([]);
    expect(await depthOf(pipeline, name)).toEqual({ visible: 0, other: 0 });
  });
});

test('a producer that is killed has sent all that it recorded, and never a pointer to what it did not store', async () => {
  const record = join(folder, 'producer.ndjson');
  const names = ['-rb=cut-off', '-rq=cut-off'];
  const producer = pipeline.start(
    'producer',
    ...names,
    '-mwr=0',
    '-ird=1',
    '--mix=1:0:0',
    '--record',
    record,
  );
  while ((await depthOf(pipeline, 'cut-off').catch(() => ({ visible: 0 }))).visible < 100)
    await setImmediate();
  producer.kill('SIGKILL');
  await producer.ended;

  const recorded = await validRequests(readRequestLines(record));
  const { visible } = await depthOf(pipeline, 'cut-off');
  expect(recorded.length).toBeGreaterThan(0);
  expect(recorded.length).toBeLessThanOrEqual(visible);
  expect(visible).toBeLessThanOrEqual((await keysOf(pipeline, 'cut-off')).length);
  const { stdout } = await pipeline.run(
    'consumer',
    ...names,
    '-wb=cut-off-widgets',
    '-qwt=1',
    '--stop-when-empty',
  );
  expect(stdout).toMatch(new RegExp(`create +${visible} applied`));
  expect(stdout).not.toContain('unreadable');
  const widgets = await keysOf(pipeline, 'cut-off-widgets');
  for (const { widgetId } of recorded) expect(widgets.some((key) => key.endsWith(widgetId))).toBe(true);
});
