import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { programFile, startProgram, type AppName, type RunningProgram } from '@widgets/programs';
import { readRequestLines, validRequests } from '@widgets/verify';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { depthOf, DIST, keysOf, startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { startRelay, type Refusal, type Relay } from './relay';
import { tableDifferences } from './table-differences';

// Session tokens that end in mid-run, as those of course labs do every few hours.

let pipeline: LocalPipeline;
let relay: Relay;
let folder: string;
/** How many more requests the session of the first access key lasts. */
let left: number;
/** What happens as soon as it is over. */
let onExpiry: () => void;
const running = new Set<RunningProgram>();

const EXPIRED_XML =
  '<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>';
const EXPIRED_JSON = JSON.stringify({
  __type: 'com.amazon.coral.service#ExpiredTokenException',
  message: 'The security token included in the request is expired',
});

function refuseExpired({ method, headers }: IncomingMessage): Refusal | undefined {
  const [, key = ''] = /Credential=([^/]+)/.exec(headers.authorization ?? '') ?? [];
  if (key !== 'FIRST') return undefined;
  left -= 1;
  if (left >= 0) return undefined;
  if (left === -1) onExpiry();
  const isS3 = headers['x-amz-target'] === undefined;
  return { status: 400, body: method === 'HEAD' ? '' : isS3 ? EXPIRED_XML : EXPIRED_JSON };
}

function writeCredentials(key: string): void {
  const lines = [
    '[lab]',
    `aws_access_key_id = ${key}`,
    'aws_secret_access_key = s',
    `aws_session_token = ${key}`,
  ];
  writeFileSync(join(folder, 'credentials'), lines.join('\n'));
}

beforeEach(async () => {
  onExpiry = () => undefined;
  pipeline = await startLocalPipeline();
  relay = await startRelay(pipeline.url, refuseExpired);
  folder = await mkdtemp(join(tmpdir(), 'credentials-'));
  writeCredentials('FIRST');
});
afterEach(async () => {
  for (const program of running) program.kill('SIGKILL');
  await relay.close();
  await pipeline.close();
  await rm(folder, { recursive: true });
});

/** With the profile `lab` and no other credentials. */
function start(app: AppName, ...args: string[]): RunningProgram {
  const env = {
    PATH: process.env['PATH'],
    AWS_ENDPOINT_URL: relay.url,
    AWS_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_CONFIG_FILE: join(folder, 'no-config'),
  };
  const program = startProgram(programFile(DIST, app), [...args, '-p', 'lab'], { env });
  running.add(program);
  void program.ended.then(() => running.delete(program));
  return program;
}

const NAMES = ['-rb=widget-requests', '-rq=widget-requests'];
const CONSUMER = [...NAMES, '-dwt=widgets', '-qwt=1', '-qvt=2', '--stop-when-empty'];
const record = (): string => join(folder, 'sent.ndjson');
const REQUESTS = 300;
const produceAll = () =>
  pipeline.run('producer', ...NAMES, `-mwr=${REQUESTS}`, '-ird=0', '--mix=1:0:0', '--record', record());

describe('fresh credentials in the shared file', () => {
  test('keep a consumer going: every request is applied once', async () => {
    await produceAll();
    left = 200;
    onExpiry = () => writeCredentials('SECOND');
    const { code, stdout, stderr } = await start('consumer', ...CONSUMER).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/credentials were refused/) });
    expect(stderr.match(/credentials were refused/g)).toHaveLength(1);
    expect(stdout).toMatch(/total +300 in/);
    expect(await tableDifferences(pipeline, 'widgets', record())).toEqual([]);
    expect(await depthOf(pipeline, 'widget-requests')).toEqual({ visible: 0, other: 0 });
  });

  test('keep a producer going: every request is sent once', async () => {
    left = 100;
    onExpiry = () => writeCredentials('SECOND');
    const args = [...NAMES, `-mwr=${REQUESTS}`, '-ird=0', '--record', record()];
    expect((await start('producer', ...args).ended).code).toBe(0);
    expect(await validRequests(readRequestLines(record()))).toHaveLength(REQUESTS);
    expect(await depthOf(pipeline, 'widget-requests')).toEqual({ visible: REQUESTS, other: 0 });
  });
});

describe('with no fresh credentials anywhere', () => {
  test('a consumer says what to do and ends with 1; what is not done is still there', async () => {
    await produceAll();
    left = 200;
    const { code, stderr } = await start('consumer', ...CONSUMER).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^consumer: The AWS credentials have expired .*Put fresh ones into profile "lab" of ~\/\.aws\/credentials, then start again/m,
    );
    expect(stderr).not.toMatch(/^\s+at /m);
    const { visible, other } = await depthOf(pipeline, 'widget-requests');
    expect(visible + other).toBeGreaterThan(0);
    expect((await keysOf(pipeline, 'widget-requests')).length).toBeGreaterThanOrEqual(visible + other);

    writeCredentials('SECOND');
    expect((await start('consumer', ...CONSUMER).ended).code).toBe(0);
    expect(await tableDifferences(pipeline, 'widgets', record())).toEqual([]);
    expect(await depthOf(pipeline, 'widget-requests')).toEqual({ visible: 0, other: 0 });
  });

  test('a producer says what to do and ends with 1; what it recorded was sent', async () => {
    left = 100;
    const { code, stderr } = await start('producer', ...NAMES, '-mwr=0', '-ird=0', '--record', record())
      .ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^producer: The AWS credentials have expired/m);
    const recorded = await validRequests(readRequestLines(record()));
    expect(recorded.length).toBeGreaterThan(0);
    expect(await depthOf(pipeline, 'widget-requests')).toEqual({ visible: recorded.length, other: 0 });
  });

  test.each([
    ['producer', NAMES],
    ['consumer', CONSUMER],
  ] as const)('a %s that begins with expired ones says so', async (app, args) => {
    left = 0;
    const { code, stderr } = await start(app, ...args).ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/expired.*profile "lab"/) });
  });
});
