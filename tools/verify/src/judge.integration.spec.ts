import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startLocalCloud, type LocalCloud } from '@widgets/local-cloud-server';
import { DEFAULT_WIDGET_KEY_LAYOUT } from '@widgets/widget-model';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judge } from './judge';
import { bucketStore, tableStore, type JudgedStore } from './judged-store';
import { readRequests } from './read-requests';

let cloud: LocalCloud;
let s3: S3Client;
let dynamodb: DynamoDBClient;
let folder: string;

beforeAll(async () => {
  cloud = await startLocalCloud({
    port: 0,
    buckets: ['large', 'small'],
    tables: [{ name: 'widgets', partitionKey: { name: 'id', type: 'S' } }],
  });
  const config = {
    ...{ endpoint: cloud.url, region: 'us-east-1' },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  s3 = new S3Client({ ...config, forcePathStyle: true });
  dynamodb = new DynamoDBClient(config);
  folder = await mkdtemp(join(tmpdir(), 'judge-'));
});
afterAll(async () => {
  s3.destroy();
  dynamodb.destroy();
  await cloud.close();
  await rm(folder, { recursive: true });
});

const { signal } = new AbortController();

async function judged(store: JudgedStore, ...lines: unknown[]) {
  const file = join(folder, 'sent.ndjson');
  await writeFile(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  return judge(store, () => readRequests(file), signal);
}

const create = (widgetId: string, owner = 'Sue Smith') => ({
  ...{ type: 'create', requestId: `of ${widgetId}`, widgetId, owner },
});

const put = (Bucket: string, Key: string, body: object) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(body), ContentType: 'application/json' }));

const bodyOf = ({ type: _type, ...widget }: ReturnType<typeof create>) => ({
  ...{ ...widget, label: null, description: null, otherAttributes: [] },
});

test('a bucket of several pages is read to its end', async () => {
  const requests = Array.from({ length: 1100 }, (_, at) => create(`w${at}`));
  for (let at = 0; at < requests.length; at += 50) {
    await Promise.all(
      requests
        .slice(at, at + 50)
        .map((request) => put('large', `widgets/sue-smith/${request.widgetId}`, bodyOf(request))),
    );
  }
  const store = bucketStore(s3, 'large', DEFAULT_WIDGET_KEY_LAYOUT);
  const asked = requests.filter(({ widgetId }) => widgetId !== 'w1099');
  expect(await judged(store, ...asked)).toEqual({
    ...{ requests: 1099, ignored: [], widgets: 1099 },
    findings: [expect.objectContaining({ kind: 'extra', widgetId: 'w1099', rule: 'only-what-was-asked' })],
  });
});

test('an invalid request is told with its line, and is the suspect when there is a widget for it', async () => {
  const item = { id: { S: 'bad' }, owner: { S: 'R2D2' }, requestId: { S: 'of bad' } };
  await dynamodb.send(new PutItemCommand({ TableName: 'widgets', Item: item }));
  const verdict = await judged(tableStore(dynamodb, 'widgets', 'id'), create('bad', 'R2D2'));
  expect(verdict).toMatchObject({
    ...{ requests: 1, widgets: 0 },
    ignored: [{ line: 1, reason: expect.stringMatching(/^owner must be letters/) as unknown }],
    findings: [{ kind: 'extra', rule: 'invalid-changes-nothing', suspect: { line: 1, requestId: 'of bad' } }],
  });
});

test("an object that is no widget is wrong at a widget's key, and extra elsewhere", async () => {
  await put('small', 'widgets/sue-smith/w', []);
  await put('small', 'widgets/readme', []);
  const store = bucketStore(s3, 'small', DEFAULT_WIDGET_KEY_LAYOUT);
  expect((await judged(store, create('w'))).findings).toMatchObject([
    { kind: 'extra', place: 'widgets/readme', rule: 'only-what-was-asked' },
    { kind: 'wrong', place: 'widgets/sue-smith/w', rule: 'widget-body', property: 'body', found: '[]' },
  ]);
});

test('a stop ends it without a verdict', async () => {
  const stopped = AbortSignal.abort(new Error('stopped'));
  const store = bucketStore(s3, 'small', DEFAULT_WIDGET_KEY_LAYOUT);
  await expect(judge(store, () => readRequests(folder), stopped)).rejects.toThrow('stopped');
});
