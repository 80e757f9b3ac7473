import { afterEach, expect, test } from '@jest/globals';
import { startLocalCloud } from '@widgets/local-cloud-server';
import { createServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { findLocalCloud } from './find-local-cloud';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as AddressInfo).port;
}

test('our local cloud is found by its health answer', async () => {
  const cloud = await startLocalCloud({ port: 0 });
  open.push(() => cloud.close());
  expect(await findLocalCloud(cloud.port)).toEqual({ url: cloud.url });
});

test('when nobody listens, the problem says how to start one', async () => {
  const server = createTcpServer();
  const port = await listen(server);
  await open.pop()?.();
  expect(await findLocalCloud(port)).toEqual({
    problem: expect.stringMatching(/no local cloud answers.*npx nx run local-cloud:serve/),
  });
});

test('another web server on the port is told from ours', async () => {
  const port = await listen(createServer((_request, response) => response.end('hello')));
  expect(await findLocalCloud(port)).toEqual({
    problem: expect.stringContaining('not our local cloud'),
  });
});

test('so is a server that hangs up', async () => {
  const port = await listen(createTcpServer((socket) => socket.destroy()));
  expect(await findLocalCloud(port)).toEqual({
    problem: expect.stringContaining('not our local cloud'),
  });
});
