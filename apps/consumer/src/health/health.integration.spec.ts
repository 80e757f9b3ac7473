import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { startLocalCloud, type LocalCloud } from '@widgets/local-cloud-server';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { consumerProgram } from '../options';
import { runConsumer } from '../run-consumer';
import { parseMetrics, type MetricFamily } from '../testing/parse-metrics';
import { configOf, programContext, useLocalCredentials } from '../testing/run-in-process';

let cloud: LocalCloud;
let s3: S3Client;
let sqs: SQSClient;

beforeAll(useLocalCredentials);
beforeEach(async () => {
  cloud = await startLocalCloud({
    buckets: ['requests', 'widgets'],
    queues: [{ name: 'work' }, { name: 'dead' }],
  });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const config = { endpoint: cloud.url, region: 'us-east-1', credentials };
  s3 = new S3Client({ ...config, forcePathStyle: true });
  sqs = new SQSClient(config);
});
afterEach(async () => {
  s3.destroy();
  sqs.destroy();
  await cloud.close();
});

const configWith = (...argv: string[]) =>
  configOf(consumerProgram('0'), [`--endpoint-url=${cloud.url}`, '-wb=widgets', '-qwt=1', ...argv]);

/** Runs a consumer until what is looked for was found at its address. */
async function whileRunning(argv: string[], look: (url: string) => Promise<void>): Promise<string> {
  const { context, printed, stopping } = programContext();
  let announce: (url: string) => void;
  const announced = new Promise<string>((resolve) => (announce = resolve));
  const print = (line: string): void => {
    context.print(line);
    const url = /health and metrics on (\S+)/.exec(line)?.[1];
    if (url !== undefined) announce(url);
  };
  const run = runConsumer(configWith('--http-port=0', ...argv), { ...context, print });
  const url = await Promise.race([announced, run.then(() => Promise.reject(new Error(printed.join())))]);
  try {
    await look(url);
  } finally {
    stopping.abort();
    await run;
  }
  return url;
}

async function metricsOf(url: string): Promise<ReadonlyMap<string, MetricFamily>> {
  const response = await fetch(`${url}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return parseMetrics(await response.text());
}

const create = (widgetId: string) =>
  JSON.stringify({ type: 'create', requestId: widgetId, widgetId, owner: 'Sue Smith' });

async function post(...bodies: string[]): Promise<void> {
  const QueueUrl = `${cloud.url}/000000000000/work`;
  for (const MessageBody of bodies) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
}

test('metrics that a Prometheus parser reads tell requests, latency, calls, errors, depth, lag and places', async () => {
  await post(create('a'), create('b'), create('b'), '{}');
  const closed = await whileRunning(
    ['-rq=work', '--dead-letter-queue=dead', '--concurrency=7'],
    async (url) => {
      await cloud.whenEmpty('work');
      const metrics = await metricsOf(url);
      const rows = (name: string) =>
        (metrics.get(name)?.metrics ?? []).map(({ labels = {}, value }) => [
          ...Object.values(labels),
          Number(value),
        ]);
      expect(metrics.get('widget_requests_total')?.type).toBe('COUNTER');
      expect(rows('widget_requests_total').sort()).toEqual([
        ['create', 'applied', 2],
        ['create', 'duplicate', 1],
        ['unreadable', 'refused', 1],
      ]);
      const [latency] = metrics.get('widget_request_latency_seconds')?.metrics ?? [];
      expect(Number(latency?.count)).toBe(2);
      expect(Number(latency?.buckets?.['3600'])).toBe(2);
      expect(rows('widget_aws_calls_total')).toContainEqual(['sqs', 'SendMessage', 1]);
      expect(rows('widget_aws_call_errors_total')).toContainEqual([
        's3',
        'PutObject',
        'PreconditionFailed',
        1,
      ]);
      expect(rows('widget_queue_messages')).toEqual([
        ['visible', 0],
        ['in_flight', 0],
        ['delayed', 0],
      ]);
      expect(rows('widget_in_hand')).toEqual([[0]]);
      expect(rows('widget_lag_seconds')).toEqual([[0]]);
      expect(rows('widget_concurrency_limit')).toEqual([[7]]);
      expect(rows('widget_failed_receives')).toEqual([[0]]);
      expect(metrics.get('process_cpu_user_seconds_total')?.type).toBe('COUNTER');
      const before = cloud.calls()['sqs']?.['GetQueueAttributes'];
      await metricsOf(url);
      expect(cloud.calls()['sqs']?.['GetQueueAttributes']).toBe(before);
    },
  );
  await expect(fetch(`${closed}/healthz`)).rejects.toThrow();
});

test('requests of a polled bucket have their latency too, and there is no queue to tell of', async () => {
  await s3.send(new PutObjectCommand({ Bucket: 'requests', Key: '1700000000000', Body: create('a') }));
  await whileRunning(['-rb=requests'], async (url) => {
    let metrics = await metricsOf(url);
    while (metrics.get('widget_request_latency_seconds')?.metrics[0]?.count !== '1')
      metrics = await metricsOf(url);
    expect(metrics.get('widget_queue_messages')?.metrics).toEqual([]);
  });
});

test('docs/operating.md explains every metric, and no other', async () => {
  const page = readFileSync(new URL('../../../../docs/operating.md', import.meta.url), 'utf8');
  const explained = [...page.matchAll(/^\| `(widget_\w+)` /gm)].map(([, name = '']) => name);
  await whileRunning(['-rq=work'], async (url) => {
    const names = [...(await metricsOf(url)).keys()].filter((name) => name.startsWith('widget_'));
    expect(explained.toSorted()).toEqual(names.toSorted());
  });
});

test('a consumer that receives is healthy; other paths are told what there is', async () => {
  await whileRunning(['-rq=work'], async (url) => {
    const health = await fetch(`${url}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: 'ok', reasons: [] }]);
    expect((await fetch(`${url}/healthz`, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(`${url}/healthz`, { method: 'POST' })).status).toBe(404);
    const other = await fetch(`${url}/`);
    expect([other.status, await other.text()]).toEqual([404, 'There are /healthz and /metrics.\n']);
  });
});

test('a port that is taken is told with what to do', async () => {
  const taken: Server = createServer();
  taken.listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const run = runConsumer(configWith('-rq=work', `--http-port=${port}`), programContext().context);
  await expect(run).rejects.toMatchObject({
    name: 'UserError',
    exitCode: 1,
    message: `--http-port ${port}: cannot listen on 127.0.0.1: something else listens there. Choose another port.`,
  });
  taken.close();
});
