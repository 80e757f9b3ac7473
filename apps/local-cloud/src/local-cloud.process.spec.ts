import { afterEach, expect, test } from '@jest/globals';
import { type BuiltCloud, startBuilt } from './testing/start-built';

let cloud: BuiltCloud | undefined;
afterEach(async () => {
  await cloud?.stop();
  cloud = undefined;
});

const start = async (...args: string[]): Promise<BuiltCloud> => (cloud = await startBuilt(...args));

test('it makes the resources of the pipeline, and says what to paste into a shell', async () => {
  const { url, output, stop, ended } = await start();
  const printed = output();
  for (const name of ['widget-requests', 'widgets-web', 'widget-requests-dlq', 'widgets (key id)']) {
    expect(printed).toContain(name);
  }
  expect(printed).toContain(`export AWS_ENDPOINT_URL=${url} `);
  expect(printed).toContain(`aws --endpoint-url ${url} `);
  expect(printed).toMatch(/WARNING: programs on older SDKs .* go to real AWS with real credentials/);
  expect(await (await fetch(`${url}/_local/queues`)).json()).toMatchObject({
    'widget-requests': { depth: 0 },
  });
  await stop();
  expect(await ended).toBe(0);
});

test('it makes what the command line names, and with --no-defaults nothing else', async () => {
  const { url } = await start(
    ...['--no-defaults', '--bucket', 'photos', '--queue', 'jobs', '--queue', 'orders.fifo'],
    ...['--table', 'users:user_id'],
  );
  expect(Object.keys((await (await fetch(`${url}/_local/queues`)).json()) as object)).toEqual([
    'jobs',
    'orders.fifo',
  ]);
  expect((await fetch(`${url}/photos`)).status).toBe(200);
  expect((await fetch(`${url}/widgets-web`)).status).toBe(404);
});

test('it ends by itself when nobody calls', async () => {
  const { ended, output } = await start('--idle-exit', '1');
  expect(await ended).toBe(0);
  expect(output()).toContain('No call for 1 s');
});

test('with --log-level debug it logs a line for each call', async () => {
  const { url, written } = await start('--log-level', 'debug', '--fault-lost-answer-rate', '1');
  await fetch(`${url}/widgets-web/key`, { method: 'PUT', body: 'x' }).catch(() => undefined);
  const [line] = await written(/.*s3 PutObject.*\n/);
  expect(JSON.parse(line)).toMatchObject({
    level: 'debug',
    path: '/widgets-web/key',
    outcome: 'reset',
    fault: 'lost-answer',
  });
});

test('faults of the command line are in force, with a seed that is printed', async () => {
  const { url, output } = await start('--latency', '1-3', '--fault-error-rate', '0.5', '--fault-only', 'sqs');
  const faults = (await (await fetch(`${url}/_local/faults`)).json()) as { seed: number };
  expect(faults).toMatchObject({ latencyMs: [1, 3], errorRate: 0.5, only: ['sqs'] });
  expect(output()).toContain(`limited to sqs; seed ${faults.seed}`);
});

test('other machines are let in only with a warning, and other names only if they are named', async () => {
  const { url, written } = await start('--host', '0.0.0.0', '--allow-host', 'cloud');
  await written(/other machines can reach this cloud/);
  expect(url).toContain('127.0.0.1');
});

test.each([
  [['--fault-only', 's3:PutObjet'], /s3:PutObjet is neither/],
  [['--latency', '9-1'], /--latency 9-1: must be milliseconds/],
  [['--fault-error-rate', '1.5'], /from 0 to 1/],
  [['--bucket', 'No'], /Cannot make the bucket No/],
])('%j is wrong usage', async (args, message) => {
  const started = startBuilt(...args);
  await expect(started).rejects.toThrow(/ended with 2/);
  await expect(started).rejects.toThrow(message);
});
