import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

// Jest's sandbox has an Error of its own, so that the SDK wraps the errors of sockets and hides their codes. Here the
// library runs bundled and in a process of its own, as it does in the programs.
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'aws-clients-bundle-'));
const bundle = join(folder, 'probe.mjs');

const PROBE = `
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { createClients, explainAwsError, isConnectionError } from './index';
const { dynamodb } = await createClients({ endpointUrl: process.argv[2], maxAttempts: 1 });
const error = await dynamodb.send(new ListTablesCommand()).catch((thrown) => thrown);
console.log(JSON.stringify([explainAwsError(error), isConnectionError(error)]));
`;

beforeAll(async () => {
  await build({
    stdin: { contents: PROBE, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    outfile: bundle,
  });
}, 30_000);

afterAll(() => rmSync(folder, { recursive: true }));

test.each(['127.0.0.1', 'localhost'])('a port of %s that nobody listens on is explained', async (host) => {
  const closed = createServer();
  await new Promise<void>((done) => closed.listen(0, '127.0.0.1', done));
  const { port } = closed.address() as AddressInfo;
  await new Promise((done) => closed.close(done));

  const { stdout, stderr } = await run(process.execPath, [bundle, `http://${host}:${port}`], {
    env: { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1', HOME: folder },
  });

  expect(JSON.parse(stdout)).toEqual([
    `http://${host}:${port} cannot be reached: nothing listens there (DynamoDB ListTables, ECONNREFUSED). ` +
      'Start the local cloud: npx nx run local-cloud:serve',
    true,
  ]);
  expect(stderr).toBe('');
});
