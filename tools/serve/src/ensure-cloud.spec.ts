import { afterEach, expect, test } from '@jest/globals';
import { startLocalCloud } from '@widgets/local-cloud-server';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { ensureCloud, type StartCloud } from './ensure-cloud';
import { cloudPort } from './cloud-address';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const port = await listen(createTcpServer());
  await open.pop()?.();
  return port;
}

const neverStart: StartCloud = () => Promise.reject(new Error('started'));

/** A cloud in this process, which has its pid. */
async function startHere(port: number): Promise<void> {
  const cloud = await startLocalCloud({ port });
  open.push(() => cloud.close());
}

test('a local cloud that runs is used', async () => {
  const cloud = await startLocalCloud({ port: 0 });
  open.push(() => cloud.close());
  expect(await ensureCloud(cloud.port, neverStart)).toEqual({
    url: cloud.url,
    about: `using the local cloud at ${cloud.url}`,
  });
});

test('when nobody listens one is started, and how to end it is said', async () => {
  const port = await freePort();
  const { about } = await ensureCloud(port, async () => {
    await startHere(port);
    return { pid: process.pid, logFile: 'x.log' };
  });
  expect(about).toMatch(/^started a local cloud at http.*npx nx run local-cloud:stop.*x\.log/);
});

test('the one that loses the race for the port uses the cloud of the winner', async () => {
  const port = await freePort();
  const { about } = await ensureCloud(port, async () => {
    await startHere(port);
    return { pid: -1, logFile: 'x.log' };
  });
  expect(about).toMatch(/^using the local cloud at .*another program has just started/);
});

test('a cloud that does not start is told with its log', async () => {
  const start = () => Promise.resolve({ pid: 1, logFile: 'x.log' });
  await expect(ensureCloud(await freePort(), start)).rejects.toThrow(/did not start on .*x\.log/);
});

test.each([
  ['another web server', () => createServer((_request, response) => response.end('hello'))],
  ['one that answers in JSON', () => createServer((_request, response) => response.end('null'))],
  ['a server that hangs up', () => createTcpServer((socket) => socket.destroy())],
])('%s on the port is told from ours', async (_what, make) => {
  await expect(ensureCloud(await listen(make()), neverStart)).rejects.toThrow(
    /not our local cloud: end it, or choose another port with WIDGET_PORT/,
  );
});

test('the port is the usual one unless the environment names another', () => {
  expect(cloudPort({})).toBe(4566);
  expect(cloudPort({ WIDGET_PORT: '5000' })).toBe(5000);
  for (const text of ['0', '70000', 'x', '1.5'])
    expect(() => cloudPort({ WIDGET_PORT: text })).toThrow(/WIDGET_PORT=.*from 1 to 65535/);
});
