import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { callOf } from './aws-call';
import { createClients, type AwsClients, type ClientSettings } from './create-clients';
import { explainAwsError } from './explain-aws-error';
import { InvalidTargetError } from './invalid-target-error';

type Answer = { readonly status: number; readonly body: string };

let server: Server;
let url: string;
let received: IncomingMessage[] = [];
let answers: Answer[] = [];
let clients: AwsClients | undefined;
const folder = mkdtempSync(join(tmpdir(), 'aws-clients-'));
const before = { ...process.env };

beforeAll(async () => {
  server = createServer((request, response) => {
    received.push(request);
    const { status, body } = answers.shift() ?? { status: 200, body: '{}' };
    request.resume().on('end', () => response.writeHead(status).end(body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await new Promise((done) => server.close(done));
});

let file = 0;
/** The SDK remembers a file by its name, so each test has one of its own. */
const useConfigFile = (text: string): void => {
  file += 1;
  process.env['AWS_CONFIG_FILE'] = join(folder, `config-${file}`);
  writeFileSync(process.env['AWS_CONFIG_FILE'], text);
};

beforeEach(() => {
  received = [];
  answers = [];
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(folder, 'no-credentials');
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
  useConfigFile('');
});

afterEach(() => {
  clients?.destroy();
  clients = undefined;
  process.env = { ...before };
});

const make = async (settings: ClientSettings = {}): Promise<AwsClients> => {
  clients = await createClients(settings);
  return clients;
};

const useDummyCredentials = (): void => {
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
};

const urls = ({ endpoints }: AwsClients): readonly string[] =>
  Object.values(endpoints).map((endpoint) => endpoint.url);

const receive = new ReceiveMessageCommand({
  QueueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/cs5260-requests',
});

test('with nothing configured the calls go to AWS in us-east-1', async () => {
  const { region, endpoints, isLoopback } = await make();
  expect(region).toBe('us-east-1');
  expect(endpoints.sqs).toEqual({
    url: 'https://sqs.us-east-1.amazonaws.com',
    isLoopback: false,
    isAws: true,
  });
  expect(isLoopback).toBe(false);
});

test('an explicit region wins over AWS_REGION, which wins over the profile', async () => {
  useConfigFile('[default]\nregion = eu-north-1\n');
  expect((await make()).region).toBe('eu-north-1');
  process.env['AWS_REGION'] = 'us-west-2';
  expect((await make()).region).toBe('us-west-2');
  expect((await make({ region: 'ap-south-1' })).endpoints.dynamodb.url).toBe(
    'https://dynamodb.ap-south-1.amazonaws.com',
  );
});

test('an explicit endpoint takes every service and wins over the environment', async () => {
  process.env['AWS_ENDPOINT_URL_S3'] = 'http://10.0.0.1:9000';
  const { endpoints, isLoopback } = await make({ endpointUrl: url });
  expect(Object.values(endpoints)).toEqual([1, 2, 3].map(() => ({ url, isLoopback: true, isAws: false })));
  expect(isLoopback).toBe(true);
});

test('AWS_ENDPOINT_URL takes every service but one that has a variable of its own', async () => {
  process.env['AWS_ENDPOINT_URL'] = 'http://localhost:4566';
  process.env['AWS_ENDPOINT_URL_S3'] = 'https://minio.example.com';
  const aws = await make();
  expect(urls(aws)).toEqual(['https://minio.example.com', 'http://localhost:4566', 'http://localhost:4566']);
  expect(aws.isLoopback).toBe(false);
  expect(aws.endpoints.sqs.isLoopback).toBe(true);
});

test('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS leads back to AWS', async () => {
  process.env['AWS_ENDPOINT_URL'] = url;
  process.env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] = 'true';
  expect((await make()).endpoints.s3.isAws).toBe(true);
  expect((await make({ profile: 'default' })).endpoints.s3.isAws).toBe(true);
});

const PROFILES = [
  '[profile lab]',
  'region = eu-west-1',
  'endpoint_url = http://127.0.0.1:1111',
  '[profile fine]',
  'services = mine',
  '[services mine]',
  's3 =',
  '  endpoint_url = http://127.0.0.1:2222',
].join('\n');

test.each(['AWS_PROFILE', 'argument'])('the endpoints and region of the profile count (%s)', async (how) => {
  useConfigFile(PROFILES);
  const withProfile = (profile: string): Promise<AwsClients> => {
    if (how === 'argument') return make({ profile });
    process.env['AWS_PROFILE'] = profile;
    return make();
  };
  const lab = await withProfile('lab');
  expect(lab.region).toBe('eu-west-1');
  expect(urls(lab)).toEqual(Array(3).fill('http://127.0.0.1:1111'));
  const { endpoints } = await withProfile('fine');
  expect(endpoints.s3.url).toBe('http://127.0.0.1:2222');
  expect(endpoints.sqs.isAws).toBe(true);
});

test('the profile of the argument wins over that of AWS_PROFILE', async () => {
  useConfigFile(`${PROFILES}\n[profile plain]\nregion = us-east-2\n`);
  process.env['AWS_PROFILE'] = 'lab';
  expect((await make({ profile: 'plain' })).endpoints.s3.url).toBe('https://s3.us-east-2.amazonaws.com');
});

test('the credentials are those of the profile', async () => {
  useConfigFile('[profile lab]\naws_access_key_id = LABKEY\naws_secret_access_key = x\n');
  const { dynamodb } = await make({ profile: 'lab', endpointUrl: url });
  await dynamodb.send(new ListTablesCommand());
  expect(received[0]?.headers.authorization).toContain('LABKEY');
});

test.each([{ endpointUrl: 'nonsense' }, { region: 'not a region' }])(
  '%j is refused with what is wrong',
  async (settings) => {
    const error = await createClients(settings).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidTargetError);
    expect(explainAwsError(error)).toContain(Object.values(settings)[0]);
  },
);

test('a queue URL of AWS goes to the endpoint of the environment', async () => {
  useDummyCredentials();
  process.env['AWS_ENDPOINT_URL'] = url;
  await (await make()).sqs.send(receive);
  expect(received).toHaveLength(1);
});

test('bucket names stay in the path', async () => {
  useDummyCredentials();
  const { s3 } = await make({ endpointUrl: url.replace('127.0.0.1', 'localhost') });
  const output = await s3.send(new GetObjectCommand({ Bucket: 'things', Key: 'a/b' }));
  await output.Body?.transformToString();
  expect(received[0]?.url).toBe('/things/a/b?x-id=GetObject');
});

test('the meter counts every attempt', async () => {
  useDummyCredentials();
  answers = [
    { status: 500, body: '{}' },
    { status: 503, body: '{}' },
  ];
  const { sqs, dynamodb, meter } = await make({ endpointUrl: url });
  await sqs.send(receive);
  await dynamodb.send(new ListTablesCommand());
  expect(meter.counts()).toEqual({ s3: {}, sqs: { ReceiveMessage: 3 }, dynamodb: { ListTables: 1 } });
  expect(meter.total()).toBe(4);
});

test('every attempt that is throttled is told, also when a later one succeeds', async () => {
  useDummyCredentials();
  const throttled = { status: 400, body: '{"__type":"ThrottlingException","message":"slow down"}' };
  answers = [throttled, { status: 500, body: '{}' }, throttled];
  let told = 0;
  const { dynamodb, meter } = await make({ endpointUrl: url, onThrottled: () => (told += 1) });
  await dynamodb.send(new ListTablesCommand());
  expect([told, meter.total()]).toEqual([2, 4]);
});

test('no more than maxAttempts are made', async () => {
  useDummyCredentials();
  answers = Array.from({ length: 5 }, () => ({ status: 500, body: '{}' }));
  const { sqs, meter } = await make({ endpointUrl: url, maxAttempts: 2 });
  const error = await sqs.send(receive).catch((thrown: unknown) => thrown);
  expect(meter.total()).toBe(2);
  expect(explainAwsError(error)).toContain('SQS ReceiveMessage on queue "cs5260-requests" failed');
});

test('an error knows its call', async () => {
  useDummyCredentials();
  answers = [{ status: 404, body: '<Error><Code>NoSuchBucket</Code></Error>' }];
  const { s3 } = await make({ endpointUrl: url });
  const error = await s3
    .send(new GetObjectCommand({ Bucket: 'things', Key: 'k' }))
    .catch((thrown: Error) => thrown);
  expect(callOf(error)).toMatchObject({ service: 's3', action: 'GetObject', resource: 'things' });
  expect(explainAwsError(error)).toContain(`aws s3 mb s3://things --region us-east-1 --endpoint-url ${url}`);
});

test('without credentials the first call fails with an explanation, and nothing is sent', async () => {
  const { sqs } = await make({ endpointUrl: url });
  const error = await sqs.send(receive).catch((thrown: unknown) => thrown);
  expect(explainAwsError(error)).toMatch(/^No AWS credentials were found for SQS ReceiveMessage/);
  expect(received).toHaveLength(0);
});

test('the connections are as many as the caller says', async () => {
  useDummyCredentials();
  const { dynamodb } = await make({ endpointUrl: url, maxSockets: 2 });
  await Promise.all(Array.from({ length: 10 }, () => dynamodb.send(new ListTablesCommand())));
  expect(new Set(received.map(({ socket }) => socket)).size).toBe(2);
});

test('calls at the same time go each where it is meant to', async () => {
  useDummyCredentials();
  const { s3 } = await make({ endpointUrl: url });
  const objects = Array.from({ length: 20 }, (_, at) => ({ Bucket: `bucket-${at}`, Key: `key-${at}` }));
  await Promise.all(objects.map((object) => s3.send(new GetObjectCommand(object))));
  expect(received.map((request) => request.url).sort()).toEqual(
    objects.map(({ Bucket, Key }) => `/${Bucket}/${Key}?x-id=GetObject`).sort(),
  );
});

test('a warning of the SDK is handed over once', async () => {
  useDummyCredentials();
  const warnings: string[] = [];
  const { sqs } = await make({ region: 'us-west-2', onWarning: (message) => warnings.push(message) });
  const abortSignal = AbortSignal.abort();
  for (const _ of [1, 2]) await sqs.send(receive, { abortSignal }).catch(() => undefined);
  expect(warnings).toHaveLength(1);
});

test('a profile beside keys in the environment is a warning of one line', async () => {
  useDummyCredentials();
  process.env['AWS_PROFILE'] = 'nobody';
  const warnings: string[] = [];
  const { sqs } = await make({ endpointUrl: url, onWarning: (message) => warnings.push(message) });
  await sqs.send(receive).catch(() => undefined);
  expect(warnings).toEqual([expect.stringMatching(/^@aws-sdk.*Both AWS_PROFILE and the pair [^\n]*$/)]);
});
