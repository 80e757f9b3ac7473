import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { programFile, startProgram } from '@widgets/programs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createFifoQueue,
  depthOf,
  DIST,
  keysOf,
  receiveFrom,
  startLocalPipeline,
  type LocalPipeline,
} from './local-pipeline';
import { tableDifferences } from './table-differences';

let pipeline: LocalPipeline;
let folder: string;

beforeAll(async () => {
  pipeline = await startLocalPipeline();
  folder = await mkdtemp(join(tmpdir(), 'fifo-'));
});
afterAll(async () => {
  await pipeline.close();
  await rm(folder, { recursive: true });
});

test.each(['extended', 'json', 'key', 'inline'])(
  'two consumers on a FIFO queue keep the order of each widget, with messages in the format %s',
  async (format) => {
    const [name, queue] = [`fifo-${format}`, `fifo-${format}.fifo`];
    await createFifoQueue(pipeline, queue);
    const bucket = format === 'inline' ? [] : ['-rb', name];
    const record = join(folder, `${format}.ndjson`);
    await pipeline.run(
      'producer',
      ...[...bucket, '-rq', queue, '--message-format', format, '-mwr=150', '-ird=0', '--seed=21'],
      ...['--record', record],
    );
    const consume = () =>
      pipeline.run('consumer', ...bucket, '-rq', queue, '-dwt', name, '-qwt=1', '--stop-when-empty');
    await Promise.all([consume(), consume()]);
    expect(await tableDifferences(pipeline, name, record)).toEqual([]);
    expect(await depthOf(pipeline, queue)).toEqual({ visible: 0, other: 0 });
    if (format !== 'inline') expect(await keysOf(pipeline, name)).toEqual([]);
  },
);

test('what a bucket holds is forwarded into a FIFO queue once, although it is sent again', async () => {
  await createFifoQueue(pipeline, 'bridge.fifo');
  const requests = join(folder, 'bridge');
  await mkdir(requests);
  const keys = Array.from({ length: 8 }, (_, at) => `17356896${String(at).padStart(5, '0')}`);
  const request = { type: 'create', requestId: 'shared', widgetId: 'w', owner: 'Sue Smith' };
  for (const key of keys) await writeFile(join(requests, key), JSON.stringify(request));
  for (let time = 0; time < 2; time += 1) {
    await pipeline.run('producer', '-rb=bridge', '-ird=0', '--replay', requests);
    const args = ['forward', '-rb=bridge', '-rq=bridge.fifo', '--stop-when-empty'];
    expect((await pipeline.run('consumer', ...args)).stdout).toMatch(/into the queue +8/);
  }
  expect(await depthOf(pipeline, 'bridge.fifo')).toEqual({ visible: 8, other: 0 });
  const [message] = await receiveFrom(pipeline, 'bridge.fifo');
  expect(message?.MessageAttributes?.['WidgetOrderStamp']?.StringValue).toBe(keys[0]);
});

test('a FIFO queue with a dead-letter queue that is none is wrong usage', async () => {
  const args = ['-rq=odd.fifo', '--dead-letter-queue=plain', '-wb=odd'];
  const { code, stderr } = await startProgram(programFile(DIST, 'consumer'), args, { env: pipeline.env })
    .ended;
  expect(code).toBe(2);
  expect(stderr).toMatch(/--dead-letter-queue plain: .*\.fifo/);
});
