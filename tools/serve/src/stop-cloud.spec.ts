import { expect, test } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stopCloud } from './stop-cloud';

async function withServer(body: object, use: (port: number) => Promise<void>): Promise<void> {
  const server: Server = createServer((_request, response) => response.end(JSON.stringify(body)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test('what is not our cloud is left alone', () =>
  withServer({ server: 'other', pid: process.pid }, async (port) => {
    await expect(stopCloud(port)).rejects.toThrow(/not our local cloud, and is left alone/);
  }));

test('a process of another machine or container is not ended by its pid', () =>
  withServer({ server: 'local-cloud', pid: process.pid, host: 'a-container' }, async (port) => {
    await expect(stopCloud(port)).rejects.toThrow(/runs in a-container: end it there/);
  }));
