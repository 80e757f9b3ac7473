import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readRequestLines, readTableWidgets, validRequests } from '@widgets/verify';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { depthOf, keysOf, startLocalPipeline, type LocalPipeline } from './local-pipeline';

/** Where Maven puts what is built from the Java clients beside these tests. */
const BUILT = resolve(import.meta.dirname, '../../../tmp/java');
const isBuilt = existsSync(join(BUILT, 'lib')) && spawnSync('java', ['-version']).status === 0;
if (!isBuilt) {
  process.stderr.write(
    'SKIPPED: the clients in Java are not built; with a JDK 17 and Maven: mvn -q -B -f tools/end-to-end/java package\n',
  );
}

(isBuilt ? describe : describe.skip)('in Java,', () => {
  let pipeline: LocalPipeline;
  let folder: string;

  beforeAll(async () => {
    pipeline = await startLocalPipeline();
    folder = await mkdtemp(join(tmpdir(), 'foreign-java-'));
  });
  afterAll(async () => {
    await pipeline.close();
    await rm(folder, { recursive: true });
  });

  async function makeBucketAndQueue(name: string): Promise<void> {
    await pipeline.s3.send(new CreateBucketCommand({ Bucket: name }));
    await pipeline.sqs.send(new CreateQueueCommand({ QueueName: name }));
  }

  /** The lines that the clients print. */
  function java(what: 'sdk' | 'send' | 'receive', name: string): string[] {
    const classPath = `${join(BUILT, 'classes')}:${join(BUILT, 'lib', '*')}`;
    const { status, stdout, stderr } = spawnSync(
      'java',
      ['-cp', classPath, 'foreign.Clients', what, name, name],
      { env: { ...pipeline.env, AWS_REGION: 'us-east-1' }, encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
    return stdout.split('\n').filter((line) => line !== '');
  }

  test.each([
    ['the AWS SDK posts a request, a bare key and a pointer', 'sdk'],
    ["AWS's Extended Client Library posts pointers", 'send'],
  ] as const)('%s, and our consumer brings each to its widget', async (_what, mode) => {
    const name = `java-${mode}`;
    await makeBucketAndQueue(name);
    const ids = java(mode, name);
    await pipeline.run('consumer', '-rb', name, '-rq', name, '-dwt', name, '-qwt=1', '--stop-when-empty');
    const widgets = await readTableWidgets(pipeline.dynamodb, name, 'id');
    expect([...widgets.keys()].sort()).toEqual([...ids].sort());
    expect(widgets.size).toBe(3);
    expect(await depthOf(pipeline, name)).toEqual({ visible: 0, other: 0 });
    expect(await keysOf(pipeline, name)).toEqual([]);
  });

  test("AWS's Extended Client Library reads and deletes what our producer posts", async () => {
    await makeBucketAndQueue('java-receive');
    const record = join(folder, 'sent.ndjson');
    await pipeline.run(
      'producer',
      ...['-rb=java-receive', '-rq=java-receive', '-mwr=5', '-ird=0', '--record', record],
    );
    const received = java('receive', 'java-receive').map((line) => JSON.parse(line) as { requestId: string });
    const sent = await validRequests(readRequestLines(record));
    expect(received.map(({ requestId }) => requestId).sort()).toEqual(
      sent.map(({ requestId }) => requestId).sort(),
    );
    expect(await depthOf(pipeline, 'java-receive')).toEqual({ visible: 0, other: 0 });
    expect(await keysOf(pipeline, 'java-receive')).toEqual([]);
  });
});
