import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  compareWidgets,
  expectedWidgets,
  readBucketWidgets,
  readRequestLines,
  readTableWidgets,
  validRequests,
} from '@widgets/verify';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { depthOf, keysOf, startLocalPipeline, type LocalPipeline } from './local-pipeline';
import { pythonHas, runPython } from './python';
import { WIDGET_STORES } from './widget-stores';

let pipeline: LocalPipeline;
let folder: string;

beforeAll(async () => {
  pipeline = await startLocalPipeline();
  folder = await mkdtemp(join(tmpdir(), 'foreign-python-'));
});
afterAll(async () => {
  await pipeline.close();
  await rm(folder, { recursive: true });
});

async function makeBucketAndQueue(name: string): Promise<void> {
  await pipeline.s3.send(new CreateBucketCommand({ Bucket: name }));
  await pipeline.sqs.send(new CreateQueueCommand({ QueueName: name }));
}

const consume = (name: string) =>
  pipeline.run('consumer', '-rb', name, '-rq', name, '-dwt', name, '-qwt=1', '--stop-when-empty');

(pythonHas('boto3') ? describe : describe.skip)('boto3', () => {
  test('posts every format of message, and our consumer brings each to its widget', async () => {
    const name = 'every-format';
    await makeBucketAndQueue(name);
    const posted = JSON.parse(
      runPython(pipeline, 'tools/end-to-end/python/post_messages.py', name, name),
    ) as Record<string, string>;
    const { stdout } = await consume(name);

    const widgets = await readTableWidgets(pipeline.dynamodb, name, 'id');
    const labels = new Map([...widgets.values()].map(({ widgetId, label }) => [widgetId, label]));
    expect(labels).toEqual(new Map(Object.entries(posted)));
    expect(labels.size).toBe(16);
    expect(stdout).toMatch(/create +16 applied/);
    expect(await depthOf(pipeline, name)).toEqual({ visible: 0, other: 0 });
    expect(await keysOf(pipeline, name)).toEqual([]);
  });

  test.each(['json', 'key', 'inline'])(
    'drains what our producer posts in the format %s, in 60 lines',
    async (format) => {
      const name = `drained-${format}`;
      await makeBucketAndQueue(name);
      const record = join(folder, `${format}.ndjson`);
      const bucket = format === 'inline' ? [] : ['-rb', name];
      await pipeline.run(
        'producer',
        ...[...bucket, '-rq', name, '--message-format', format, '-mwr=120', '-ird=0', '--seed=31'],
        ...['--record', record, '--concurrency=1'],
      );
      runPython(pipeline, 'examples/consumer.py', name, name, 'widgets-web');

      const requests = await validRequests(readRequestLines(record));
      const expected = expectedWidgets(requests, WIDGET_STORES[0]?.placeOf ?? (() => ''));
      const all = await readBucketWidgets(pipeline.s3, 'widgets-web', 'widgets/');
      const own = new Map([...all].filter(([place]) => expected.has(place)));
      expect(expected.size).toBeGreaterThan(30);
      expect(compareWidgets(expected, own)).toEqual([]);
      expect(await depthOf(pipeline, name)).toEqual({ visible: 0, other: 0 });
      expect(await keysOf(pipeline, name)).toEqual([]);
    },
  );
});

(pythonHas('sqs_extended_client', 'amazon-sqs-extended-client') ? describe : describe.skip)(
  'the SQS Extended Client Library for Python',
  () => {
    test('posts pointers that our consumer follows', async () => {
      const name = 'extended-python';
      await makeBucketAndQueue(name);
      const ids = JSON.parse(
        runPython(pipeline, 'tools/end-to-end/python/extended_client.py', 'send', name, name),
      ) as string[];
      expect(await keysOf(pipeline, name)).toHaveLength(3);
      await consume(name);
      const widgets = await readTableWidgets(pipeline.dynamodb, name, 'id');
      expect([...widgets.keys()].sort()).toEqual(ids.sort());
      expect(await keysOf(pipeline, name)).toEqual([]);
    });

    test('reads and deletes what our producer posts', async () => {
      const name = 'extended-to-python';
      await makeBucketAndQueue(name);
      const record = join(folder, 'extended.ndjson');
      await pipeline.run(
        'producer',
        ...['-rb', name, '-rq', name, '-mwr=5', '-ird=0', '--message-format=extended', '--record', record],
      );
      const bodies = JSON.parse(
        runPython(pipeline, 'tools/end-to-end/python/extended_client.py', 'receive', name, name),
      ) as { requestId: string }[];
      const sent = await validRequests(readRequestLines(record));
      expect(bodies.map(({ requestId }) => requestId).sort()).toEqual(
        sent.map(({ requestId }) => requestId).sort(),
      );
      expect(await depthOf(pipeline, name)).toEqual({ visible: 0, other: 0 });
      expect(await keysOf(pipeline, name)).toEqual([]);
    });
  },
);
