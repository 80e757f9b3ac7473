import { expect, test } from '@jest/globals';
import { judgeSockets } from './judge-sockets';
import { parseOpenFiles, readOpenFilesLimit } from './open-files';

test('the limit of open files is warned about when a high concurrency does not fit, with one that does', () => {
  expect(judgeSockets(20, 1024).severity).toBe('ok');
  expect(judgeSockets(20, Infinity).severity).toBe('ok');
  const found = judgeSockets(1000, 1024);
  expect(found).toMatchObject({ severity: 'warn', what: expect.stringContaining('--concurrency 1000') });
  const [, enough] = /ulimit -n (\d+)/.exec(found.fix ?? '') ?? [];
  expect(judgeSockets(1000, Number(enough)).severity).toBe('ok');
  expect(judgeSockets(1000, undefined).severity).toBe('not probed');
});

test('the limit is read as Linux tells it', async () => {
  const row = (soft: string) =>
    `Limit  Soft Limit  Hard Limit  Units\nMax open files            ${soft}                 4096  files\n`;
  expect(parseOpenFiles(row('1024'))).toBe(1024);
  expect(parseOpenFiles(row('unlimited'))).toBe(Infinity);
  expect(parseOpenFiles('')).toBeUndefined();
  const real = await readOpenFilesLimit();
  expect(process.platform === 'linux' ? typeof real : 'number').toBe('number');
});
