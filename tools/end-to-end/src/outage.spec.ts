import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localEnvironment, programFile, startProgram, type AppName } from '@widgets/programs';
import { readRequestLines, validRequests } from '@widgets/verify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout as pass } from 'node:timers/promises';
import { depthOf, DIST, keysOf, startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { startRelay, type Relay } from './relay';
import { WIDGET_STORES } from './widget-stores';
import { differences } from './differences';

// A cloud that goes away and comes back, its state kept: connections break, and new ones are refused.

const OUTAGE_SECONDS = Number(process.env['WIDGET_OUTAGE_SECONDS'] ?? 30);
const REQUESTS = 400;

let pipeline: LocalPipeline;
let relay: Relay;
let folder: string;
beforeAll(async () => {
  pipeline = await startLocalPipeline();
  relay = await startRelay(pipeline.url);
  folder = await mkdtemp(join(tmpdir(), 'outage-'));
});
afterAll(async () => {
  await relay.close();
  await pipeline.close();
  await rm(folder, { recursive: true });
});

const startThere = (app: AppName, ...args: string[]) =>
  startProgram(programFile(DIST, app), args, { env: localEnvironment(relay.url, process.env) });

describe.each(WIDGET_STORES)('a cloud that goes away for a while and comes back', (at) => {
  test(`is sat out by a consumer: every widget in ${at.store} is right, and nothing is left in queue and bucket`, async () => {
    const name = `outage-${at.store.toLowerCase()}`;
    const record = join(folder, `${name}.ndjson`);
    const names = ['-rb', name, '-rq', name];
    await pipeline.run('producer', ...names, '-mwr', String(REQUESTS), '-ird=0', '--record', record);
    await pipeline.run('consumer', ...names, ...at.optionsFor(name), '--max-requests=1', '-qwt=0');

    const args = [...names, ...at.optionsFor(name), '-qwt=1', '-qvt=5', '--stop-when-empty'];
    const consumer = startThere('consumer', ...args, '--concurrency=4');
    while ((await depthOf(pipeline, name)).visible > REQUESTS - 50) await setImmediate();
    await relay.cutOff();
    await pass(OUTAGE_SECONDS * 1000);
    await relay.restore();

    const { code, stderr } = await consumer.ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain('could not receive');
    expect(await differences(pipeline, at, { name, record })).toEqual([]);
    expect(await depthOf(pipeline, name)).toEqual({ visible: 0, other: 0 });
    const requests = (await keysOf(pipeline, name)).filter((key) => !key.startsWith('widgets/'));
    expect(requests).toEqual([]);
  });
});

test('a producer whose cloud goes away says so and ends with 1; all that it recorded was sent', async () => {
  const names = ['-rb=outage-producer', '-rq=outage-producer'];
  await pipeline.run('producer', ...names, '-mwr=1');
  const record = join(folder, 'producer.ndjson');
  const producer = startThere('producer', ...names, '-mwr=0', '-ird=5', '--record', record);
  while ((await depthOf(pipeline, 'outage-producer')).visible < 50) await setImmediate();
  await relay.cutOff();
  const { code, stderr } = await producer.ended;
  await relay.restore();
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^producer: .*0\.0\.0\.0/m) });
  expect(stderr).not.toMatch(/^\s+at /m);
  const recorded = await validRequests(readRequestLines(record));
  const { visible } = await depthOf(pipeline, 'outage-producer');
  expect(recorded.length).toBeGreaterThan(0);
  expect(recorded.length).toBeLessThan(visible);
  expect(visible).toBeLessThanOrEqual((await keysOf(pipeline, 'outage-producer')).length);
});
