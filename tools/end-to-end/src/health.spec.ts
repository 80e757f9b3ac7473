import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { localEnvironment, programFile, startProgram, type RunningProgram } from '@widgets/programs';
import { setTimeout as pass } from 'node:timers/promises';
import { DIST, startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { startRelay, type Relay } from './relay';

let pipeline: LocalPipeline;
let relay: Relay;
let consumer: RunningProgram | undefined;

beforeEach(async () => {
  pipeline = await startLocalPipeline();
  relay = await startRelay(pipeline.url);
});
afterEach(async () => {
  consumer?.kill('SIGKILL');
  await relay.close();
  await pipeline.close();
});

/** Asks until the status is this one; the test's own limit ends what hangs. */
async function untilStatus(url: string, status: number): Promise<unknown> {
  for (;;) {
    const response = await fetch(`${url}/healthz`);
    const body: unknown = await response.json();
    if (response.status === status) return body;
    await pass(50);
  }
}

test('a consumer is not healthy while its cloud is away, and healthy again when it is back', async () => {
  const names = ['-rq=widget-requests', '-rb=widget-requests', '-wb=widgets-web'];
  consumer = startProgram(programFile(DIST, 'consumer'), [...names, '-qwt=1', '--http-port=0'], {
    env: localEnvironment(relay.url, process.env),
  });
  const [, url = ''] = await consumer.line(/health and metrics on (\S+)/);
  expect(await untilStatus(url, 200)).toEqual({ status: 'ok', reasons: [] });

  await relay.cutOff();
  expect(await untilStatus(url, 503)).toEqual({
    status: 'failing',
    reasons: [expect.stringMatching(/^the last \d+ receives failed$/)],
  });
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toMatch(/^widget_aws_call_errors_total\{.*action="ReceiveMessage".*ECONNREFUSED.*\} \d+$/m);

  await relay.restore();
  expect(await untilStatus(url, 200)).toEqual({ status: 'ok', reasons: [] });
  await pipeline.run('producer', '-rq=widget-requests', '-rb=widget-requests', '-mwr=5', '-ird=0');
  consumer.kill('SIGTERM');
  expect(await consumer.ended).toMatchObject({ code: 0 });
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
}, 300_000);
