import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCharts, updateDocs } from './update-docs';

let docs: URL;
beforeEach(async () => {
  docs = pathToFileURL(`${await mkdtemp(join(tmpdir(), 'bench-docs-'))}/`);
  await mkdir(new URL('results', docs));
  await write('performance.md', '<!-- results: consumers -->\n<!-- /results -->\n');
});
afterEach(() => rm(docs, { recursive: true }));

const write = (file: string, content: string) => writeFile(new URL(file, docs), content);
const read = (file: string) => readFile(new URL(file, docs), 'utf8');
const machine = { processors: 2, processor: 'p', memoryGb: 8, system: 's', node: 'v20' };
const about = { bench: 'run', date: '2026-01-01', version: '0', machine, packages: {}, command: 'c' };
const sample = { contestant: 'ours', latencyMs: 0, round: 1, requests: 10, seconds: 1, perSecond: 10 };
const samples = [{ ...sample, cpuMsPerRequest: 1, callsPerRequest: 2, calls: {}, rssMb: 50 }];
const RUN = JSON.stringify({ about, isInline: false, verdicts: [], samples });

test('results become tables and charts, once', async () => {
  await write('results/run.json', RUN);
  const files = ['docs/performance.md', 'docs/charts/consumers-rate.svg', 'docs/charts/consumers-cpu.svg'];
  expect(await updateDocs(docs, { check: false })).toEqual(files);
  expect(await read('performance.md')).toContain('| this consumer | ');
  expect(await read('charts/consumers-rate.svg')).toContain('Consumers side by side');
  expect(await updateDocs(docs, { check: false })).toEqual([]);
});

test('a check changes nothing, and names what is stale', async () => {
  await write('results/run.json', RUN);
  await expect(runCharts(docs, { check: true }, () => undefined)).rejects.toThrow(
    /performance\.md.*bench:charts/,
  );
  expect(await read('performance.md')).not.toContain('this consumer');
});

test('what is not measured says so', async () => {
  await updateDocs(docs, { check: false });
  expect(await read('performance.md')).toContain('Not measured yet.');
});

test.each(['{', '{}', '{"about":{"bench":"scale"}}'])(
  'a file that holds %s is no file of results',
  async (json) => {
    await write('results/run.json', json);
    await expect(updateDocs(docs, { check: true })).rejects.toThrow(
      /run\.json holds no results of bench:run/,
    );
  },
);

test("this workspace's charts and tables are as its results say", async () => {
  expect(await updateDocs(new URL('../../../../docs/', import.meta.url), { check: true })).toEqual([]);
});
