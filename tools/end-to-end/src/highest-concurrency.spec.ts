import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differences } from './differences';
import { depthOf, keysOf, startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { WIDGET_STORES } from './widget-stores';

let pipeline: LocalPipeline;
let folder: string;

beforeAll(async () => {
  pipeline = await startLocalPipeline();
  folder = await mkdtemp(join(tmpdir(), 'highest-concurrency-'));
});
afterAll(async () => {
  await pipeline.close();
  await rm(folder, { recursive: true });
});

const putFaults = (faults: object): Promise<Response> =>
  fetch(`${pipeline.url}/_local/faults`, { method: 'PUT', body: JSON.stringify(faults) });

const TITLE =
  'with 1,000 messages in hand every widget in %s is right, though messages come twice, late and out of order';

test.each(WIDGET_STORES.map((store) => [store.store, store] as const))(TITLE, async (name, store) => {
  const record = join(folder, `${name}.ndjson`);
  const [requests, widgets] = [`requests-${name.toLowerCase()}`, `widgets-${name.toLowerCase()}`];
  const ends = ['-rb', requests, '-rq', requests];
  await putFaults({ seed: 11, duplicateRate: 0.1, reorderWindow: 50 });
  await pipeline.run('producer', ...ends, '-mwr=2000', '-ird=0', '--seed=11', '--record', record);
  await putFaults({ seed: 11, duplicateRate: 0.1, reorderWindow: 50, latencyMs: [0, 20], errorRate: 0.02 });
  const place = store.optionsFor(widgets);
  await pipeline.run('consumer', ...ends, ...place, '--concurrency=1000', '-qwt=1', '--stop-when-empty');
  await putFaults({});
  expect(await differences(pipeline, store, { name: widgets, record })).toEqual([]);
  expect(await depthOf(pipeline, requests)).toEqual({ visible: 0, other: 0 });
  expect(await keysOf(pipeline, requests)).toEqual([]);
});
