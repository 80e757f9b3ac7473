import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countRedeliveries, readConsumerLog } from './consumer-log';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'consumer-log-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a log that a kill cut off is read up to there, without what is not of a delivery', async () => {
  const file = join(folder, 'cut.ndjson');
  const lines = ['{"msg":"received","delivery":"a","time":"1"}', '{"msg":"stopping"}', '{"msg":"rece'];
  await writeFile(file, lines.join('\n'));
  expect(await readConsumerLog(file, true)).toEqual({
    isKilled: true,
    lines: [{ msg: 'received', delivery: 'a', time: '1' }],
  });
});

test('what is received again counts, whoever had it before', () => {
  const received = (...deliveries: string[]) => ({
    isKilled: false,
    lines: deliveries.map((delivery) => ({ msg: 'received', time: '1', delivery })),
  });
  expect(countRedeliveries([received('a', 'b'), received('b', 'a', 'c', 'a')])).toBe(3);
});
