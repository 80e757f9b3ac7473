import { GetObjectCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import { request } from 'node:http';
import { hostname } from 'node:os';
import { ListenError, type LocalCloud, PortInUseError, ResourceError, startLocalCloud } from './index';
import { rawRequest } from './testing/raw-request';
import { sdkClients } from './testing/sdk-clients';

async function withCloud(use: (cloud: LocalCloud) => Promise<void>): Promise<void> {
  const cloud = await startLocalCloud({ buckets: ['bucket'], queues: [{ name: 'queue' }] });
  try {
    await use(cloud);
  } finally {
    await cloud.close();
  }
}

/** The status of a GET with headers that `fetch` does not let one set. */
const statusOf = (cloud: LocalCloud, headers: Record<string, string>, path = '/') =>
  new Promise<number | undefined>((resolve, reject) => {
    request({ port: cloud.port, host: '127.0.0.1', path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

test('the health page says who answers', () =>
  withCloud(async (cloud) => {
    const answer = await fetch(`${cloud.url}/_local/health`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      server: 'local-cloud',
      status: 'ok',
      services: ['s3', 'sqs', 'dynamodb'],
      pid: process.pid,
      host: hostname(),
    });
    expect((await fetch(`${cloud.url}/_local/other`)).status).toBe(404);
  }));

test('a port in use is a PortInUseError that names it', () =>
  withCloud(async ({ port }) => {
    const second = startLocalCloud({ port });
    await expect(second).rejects.toBeInstanceOf(PortInUseError);
    await expect(second).rejects.toThrow(new RegExp(`Port ${port} of 127.0.0.1 is in use`));
  }));

test('an address that is not of this machine is a ListenError', async () => {
  await expect(startLocalCloud({ host: '192.0.2.1' })).rejects.toBeInstanceOf(ListenError);
});

test.each([
  [{ buckets: ['Not_A_Bucket'] }, /bucket Not_A_Bucket/],
  [
    { queues: [{ name: 'a', deadLetters: { queue: 'missing', maxReceiveCount: 3 } }] },
    /queue a .*Dead letter target/,
  ],
  [{ queues: [{ name: 'a', attributes: { VisibilityTimeout: '-1' } }] }, /VisibilityTimeout/],
  [{ tables: [{ name: 'x', partitionKey: { name: 'id', type: 'S' as const } }] }, /table x.*3 characters/],
])('the resources %j are a ResourceError', async (resources, message) => {
  const started = startLocalCloud(resources);
  await expect(started).rejects.toBeInstanceOf(ResourceError);
  await expect(started).rejects.toThrow(message);
});

test('a dead-letter queue may come after the queue that names it', async () => {
  const cloud = await startLocalCloud({
    queues: [{ name: 'work', deadLetters: { queue: 'dead', maxReceiveCount: 3 } }, { name: 'dead' }],
  });
  await cloud.close();
});

test('closing ends a receive that waits, idle connections and the port', async () => {
  const cloud = await startLocalCloud({ buckets: ['bucket'], queues: [{ name: 'queue' }] });
  const clients = sdkClients(cloud);
  await expect(clients.s3.send(new GetObjectCommand({ Bucket: 'bucket', Key: 'a' }))).rejects.toMatchObject({
    name: 'NoSuchKey',
  });
  const QueueUrl = `${cloud.url}/000000000000/queue`;
  const polled = clients.sqs
    .send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }))
    .catch(() => 'cut off');
  await new Promise((resolve) => setTimeout(resolve, 20));
  await cloud.close();
  expect(await polled).toBe('cut off');
  clients.destroy();
  const next = await startLocalCloud({ port: cloud.port });
  await next.close();
});

test('only this machine’s names are answered, and no web page', () =>
  withCloud(async (cloud) => {
    expect(await statusOf(cloud, {})).toBe(200);
    expect(await statusOf(cloud, { host: 'localhost:1234' })).toBe(200);
    expect(await statusOf(cloud, { host: 'example.com' })).toBe(403);
    expect(await statusOf(cloud, { host: 'bucket.localhost' })).toBe(403);
    expect(await statusOf(cloud, { host: '127.0.0.1.example.com' })).toBe(403);
    expect(await statusOf(cloud, { origin: 'http://localhost' })).toBe(403);
    expect(await statusOf(cloud, { origin: 'null' }, '/_local/health')).toBe(403);
  }));

test('further names are answered when they are allowed, and only then', async () => {
  const cloud = await startLocalCloud({ allowedHosts: ['Cloud.internal'] });
  expect(await statusOf(cloud, { host: 'cloud.internal:4566' })).toBe(200);
  expect(await statusOf(cloud, { host: 'other.internal' })).toBe(403);
  expect(await statusOf(cloud, { host: 'cloud.internal', origin: 'http://cloud.internal' })).toBe(403);
  await cloud.close();
});

test('a body beyond the limit of its service is refused without being read to its end', () =>
  withCloud(async ({ port }) => {
    const head =
      'POST / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-amz-target: AmazonSQS.SendMessage\r\ncontent-length: 1000000000\r\n\r\n';
    const request = Buffer.concat([Buffer.from(head), Buffer.alloc(33 * 1024 * 1024)]);
    expect(await rawRequest(port, request, 5000)).toMatch(/^HTTP\/1.1 413 [^]*EntityTooLarge/);
  }));

test('what is for no service is a 400 that says so', () =>
  withCloud(async (cloud) => {
    const post = (headers: Record<string, string>, body: string) =>
      fetch(cloud.url, { method: 'POST', headers, body });
    const foreign = await post({ 'x-amz-target': 'Kinesis_20131202.ListStreams' }, '{}');
    expect([foreign.status, await foreign.text()]).toEqual([
      400,
      expect.stringContaining('Kinesis_20131202'),
    ]);
    const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    const query = await post(form, 'Version=2012-11-05&Action=ListQueues');
    expect([query.status, await query.text()]).toEqual([400, expect.stringContaining('query protocol')]);
    const unknown = await post({ 'x-amz-target': 'AmazonSQS.constructor' }, '{}');
    expect(unknown.headers.get('x-amzn-query-error')).toBe('InvalidAction;Sender');
  }));

test('whoever intercepts calls decides whether each is performed, and what the client gets', async () => {
  const seen: string[] = [];
  let fate: 'act' | 'act and reset' | 'reset' = 'act';
  const cloud = await startLocalCloud({
    buckets: ['bucket'],
    async intercept({ service, action, path }, act) {
      seen.push(`${service} ${action} ${path}`);
      if (fate === 'reset') return 'reset';
      const outcome = await act();
      return fate === 'act' ? outcome : 'reset';
    },
  });
  const put = (key: string) => fetch(`${cloud.url}/bucket/${key}`, { method: 'PUT', body: 'x' });
  const statusOfKey = async (key: string) => (await fetch(`${cloud.url}/bucket/${key}`)).status;
  try {
    expect((await put('a')).status).toBe(200);
    fate = 'act and reset';
    await expect(put('b')).rejects.toThrow();
    fate = 'reset';
    await expect(put('c')).rejects.toThrow();
    fate = 'act';
    expect([await statusOfKey('a'), await statusOfKey('b'), await statusOfKey('c')]).toEqual([200, 200, 404]);
    expect(seen.slice(0, 3)).toEqual(['a', 'b', 'c'].map((key) => `s3 PutObject /bucket/${key}`));
  } finally {
    await cloud.close();
  }
});
