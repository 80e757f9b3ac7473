import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { HeadBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClients, type AwsClients } from './create-clients';
import { CREDENTIALS_RENEWED } from './credentials';
import { explainAwsError } from './explain-aws-error';

// A server that takes one access key, and answers to any other as each service does when a session token is over.

let server: Server;
let clients: AwsClients;
let keys: string[];
let valid: string;
let onRefusal: () => void;
let renewals: number;
const folder = mkdtempSync(join(tmpdir(), 'renew-credentials-'));
const before = { ...process.env };

const EXPIRED_XML =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>';
const EXPIRED_JSON = JSON.stringify({
  __type: 'com.amazon.coral.service#ExpiredTokenException',
  message: 'The security token included in the request is expired',
});

function refusalOf({ method, headers }: IncomingMessage): string {
  if (method === 'HEAD') return '';
  return headers['x-amz-target'] === undefined ? EXPIRED_XML : EXPIRED_JSON;
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const [, key = ''] = /Credential=([^/]+)/.exec(request.headers.authorization ?? '') ?? [];
    keys.push(key);
    request.resume().on('end', () => {
      if (key === valid) return response.writeHead(200).end('{}');
      onRefusal();
      return response.writeHead(400).end(refusalOf(request));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await new Promise((done) => server.close(done));
});

let file = 0;
/** At once and whole, as tools that renew credentials do it: who reads the file never finds half of it. */
function writeKey(key: string): void {
  const target = join(folder, `credentials-${file}`);
  writeFileSync(
    `${target}.new`,
    `[lab]\naws_access_key_id = ${key}\naws_secret_access_key = s\naws_session_token = t\n`,
  );
  renameSync(`${target}.new`, target);
}

beforeEach(async () => {
  file += 1;
  keys = [];
  renewals = 0;
  valid = 'NEW';
  onRefusal = () => undefined;
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(folder, `credentials-${file}`);
  process.env['AWS_CONFIG_FILE'] = join(folder, 'no-config');
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  writeKey('OLD');
  clients = await createClients({
    profile: 'lab',
    endpointUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onWarning: (message) => void (renewals += message === CREDENTIALS_RENEWED ? 1 : 0),
  });
});

afterEach(() => {
  clients.destroy();
  process.env = { ...before };
});

const QueueUrl = 'http://127.0.0.1/000000000000/queue';
const CALLS = [
  ['s3', () => clients.s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: Buffer.from('x') }))],
  ['a HEAD to s3', () => clients.s3.send(new HeadBucketCommand({ Bucket: 'b' }))],
  ['sqs', () => clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }))],
  ['dynamodb', () => clients.dynamodb.send(new ListTablesCommand())],
] as const;

describe.each(CALLS)('when the credentials expire under a call to %s', (_service, call) => {
  test('it is made again with those that are in the file meanwhile', async () => {
    onRefusal = () => writeKey('NEW');
    await call();
    await call();
    expect(keys).toEqual(['OLD', 'NEW', 'NEW']);
    expect(renewals).toBe(1);
  });

  test('it fails at once when the file holds no others, and the next call looks again', async () => {
    const error = await call().catch((thrown: unknown) => thrown);
    expect(explainAwsError(error)).toMatch(/expired.*profile "lab" of ~\/\.aws\/credentials/);
    expect(keys).toEqual(['OLD']);
    writeKey('NEW');
    await call();
    expect(keys).toEqual(['OLD', 'OLD', 'NEW']);
  });
});

test('calls that are refused together look once, and all go on', async () => {
  onRefusal = () => writeKey('NEW');
  await Promise.all(Array.from({ length: 20 }, () => clients.dynamodb.send(new ListTablesCommand())));
  expect(renewals).toBe(1);
  expect(keys.filter((key) => key === 'NEW')).toHaveLength(20);
});

test('a file that is half written when it is read is read again', async () => {
  onRefusal = () => writeKey(keys.length === 1 ? 'HAL' : 'NEW');
  await clients.dynamodb.send(new ListTablesCommand());
  expect(keys).toEqual(['OLD', 'HAL', 'NEW']);
});

test('a file without credentials changes nothing', async () => {
  onRefusal = () => writeFileSync(join(folder, `credentials-${file}`), '');
  await expect(clients.dynamodb.send(new ListTablesCommand())).rejects.toThrow('expired');
  expect(keys).toEqual(['OLD']);
});
