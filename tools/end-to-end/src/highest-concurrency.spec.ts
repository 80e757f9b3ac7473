import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { depthOf, keysOf, startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { tableDifferences } from './table-differences';

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

test('with 1,000 messages in hand every widget is right, though messages come twice, late and out of order', async () => {
  const record = join(folder, 'requests.ndjson');
  const ends = ['-rb=many', '-rq=many'];
  await putFaults({ seed: 11, duplicateRate: 0.1, reorderWindow: 50 });
  await pipeline.run('producer', ...ends, '-mwr=2000', '-ird=0', '--seed=11', '--record', record);
  await putFaults({ seed: 11, duplicateRate: 0.1, reorderWindow: 50, latencyMs: [0, 20], errorRate: 0.02 });
  await pipeline.run('consumer', ...ends, '-dwt=many', '--concurrency=1000', '-qwt=1', '--stop-when-empty');
  await putFaults({});
  expect(await tableDifferences(pipeline, 'many', record)).toEqual([]);
  expect(await depthOf(pipeline, 'many')).toEqual({ visible: 0, other: 0 });
  expect(await keysOf(pipeline, 'many')).toEqual([]);
});
