import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startProgram, type Ending } from '@widgets/programs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port';
import { DIST } from './local-pipeline';

// What `nx run producer:serve` and the like run, on ports of their own.

let port: number;
beforeEach(async () => {
  port = await freePort();
});
afterEach(() => serve('stop-cloud'));

/** In a shell whose AWS settings lead elsewhere. */
function serve(...args: string[]): Promise<Ending> {
  const env = {
    PATH: process.env['PATH'],
    WIDGET_PORT: String(port),
    AWS_PROFILE: 'somebody-else',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1',
  };
  return startProgram(fileURLToPath(new URL('tools/serve/serve.mjs', DIST)), args, { env }).ended;
}

const isAnswered = (): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/_local/health`).then(
    ({ ok }) => ok,
    () => false,
  );

test('producers that start together share the cloud of one of them, which outlives them until it is stopped', async () => {
  const producers = await Promise.all([1, 2, 3].map(() => serve('producer', '-mwr=5', '-ird=0')));
  expect(producers.map(({ code, stderr }) => ({ code, stderr }))).toEqual(
    [1, 2, 3].map(() => ({ code: 0, stderr: '' })),
  );
  const firstLines = producers.map(({ stdout }) => stdout.split('\n')[0]).sort();
  expect(firstLines).toEqual([
    expect.stringMatching(
      /^producer: started a local cloud at .*ends when .*, or with: npx nx run local-cloud:stop/,
    ),
    expect.stringMatching(/^producer: using the local cloud at /),
    expect.stringMatching(/^producer: using the local cloud at /),
  ]);

  expect(await isAnswered()).toBe(true);
  const consumer = await serve('consumer', '--stop-when-empty', '-qwt=1');
  expect(consumer.code).toBe(0);
  expect(consumer.stdout).toMatch(/total +15 in/);

  expect(await serve('stop-cloud')).toMatchObject({ code: 0, stdout: expect.stringMatching(/has ended/) });
  expect(await isAnswered()).toBe(false);
  expect(await serve('stop-cloud')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/no local cloud/),
  });
});

test('something else on the port is a clear error, and is left alone', async () => {
  const server = createServer((_request, response) => response.end('hello'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  expect(await serve('consumer')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^consumer: what answers on .* is not our local cloud: end it, or/),
  });
  expect(await serve('stop-cloud')).toMatchObject({ code: 1, stderr: expect.stringMatching(/left alone/) });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test.each([['--help'], ['--version'], ['--dry-run', '-mwr=1']])('%s starts no cloud', async (...args) => {
  expect(await serve('producer', ...args)).toMatchObject({ code: 0 });
  expect(await isAnswered()).toBe(false);
});
