import { DeleteTableCommand, waitUntilTableNotExists } from '@aws-sdk/client-dynamodb';
import { DeleteBucketCommand, DeleteObjectCommand } from '@aws-sdk/client-s3';
import { DeleteQueueCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startLocalCloud, type LocalCloudOptions } from '@widgets/local-cloud-server';
import { depthOf, keysOf, logOf, pipelineOn, type LocalPipeline } from './local-pipeline';

// What a run works on is deleted in its middle, or may not be listed.

const REQUESTS = 300;

let pipeline: LocalPipeline | undefined;
afterEach(() => pipeline?.close());

/** A pipeline on whose cloud the n-th call of the actions, and those after it, wait until `happens` is over. */
async function pipelineWhere(
  actions: readonly string[],
  nth: number,
  happens: (at: LocalPipeline) => Promise<void>,
): Promise<LocalPipeline> {
  let calls = 0;
  let over: Promise<void> | undefined;
  const intercept: LocalCloudOptions['intercept'] = async (call, act) => {
    if (actions.includes(call.action)) {
      calls += 1;
      if (calls === nth && pipeline) over = happens(pipeline);
      await over;
    }
    return act();
  };
  pipeline = pipelineOn(await startLocalCloud({ intercept }));
  return pipeline;
}

const produce = (at: LocalPipeline, ...names: string[]) =>
  at.run('producer', ...names, `-mwr=${REQUESTS}`, '-ird=0', '--mix=1:0:0');

async function deleteBucket(at: LocalPipeline, bucket: string): Promise<void> {
  for (const Key of await keysOf(at, bucket)) {
    await at.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
  }
  await at.s3.send(new DeleteBucketCommand({ Bucket: bucket }));
}

async function deleteQueue({ sqs }: LocalPipeline, name: string): Promise<void> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
}

async function deleteTable({ dynamodb }: LocalPipeline, TableName: string): Promise<void> {
  await dynamodb.send(new DeleteTableCommand({ TableName }));
  await waitUntilTableNotExists({ client: dynamodb, maxWaitTime: 60, minDelay: 1 }, { TableName });
}

/** How many requests a run applied, by its summary. */
const appliedIn = (stdout: string): number => Number(/create +([\d,]+) applied/.exec(stdout)?.[1] ?? 0);

/** Ends with 1 and one line that says what is gone, without a stack; tells how many requests were applied. */
async function endsFor(at: LocalPipeline, args: readonly string[], said: RegExp): Promise<number> {
  const { code, stdout, stderr } = await at.start('consumer', ...args, '-qwt=1').ended;
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(said) });
  expect(stderr).not.toMatch(/^\s+at /m);
  return appliedIn(stdout);
}

describe('a consumer ends with 1 and says what is gone', () => {
  test('when a request bucket is deleted, and deletes no message of a request that it has not applied', async () => {
    // Creates that take long look whether their object is still there.
    const reads = ['GetObject', 'HeadObject'];
    const at = await pipelineWhere(reads, 100, (cloud) => deleteBucket(cloud, 'gone'));
    await produce(at, '-rb=gone', '-rq=gone');
    const said = /^consumer: The request bucket gone is gone, with the requests in it/m;
    const applied = await endsFor(at, ['-rb=gone', '-rq=gone', '-dwt=kept'], said);
    expect(applied).toBeGreaterThan(0);
    const { visible, other } = await depthOf(at, 'gone');
    expect(visible + other).toBeGreaterThanOrEqual(REQUESTS - applied);
  });

  test('when a request bucket that it polls is deleted', async () => {
    const at = await pipelineWhere(['GetObject'], 100, (cloud) => deleteBucket(cloud, 'gone'));
    await produce(at, '-rb=gone');
    await endsFor(at, ['-rb=gone', '-dwt=kept'], /^consumer: The request bucket gone is gone/m);
  });

  test.each([
    {
      what: 'bucket',
      action: 'PutObject',
      target: '-wb=gone',
      remove: deleteBucket,
      said: /^consumer: The widget bucket gone is gone.*aws s3 mb s3:\/\/gone/m,
    },
    {
      what: 'table',
      action: 'PutItem',
      target: '-dwt=gone',
      remove: deleteTable,
      said: /^consumer: .*gone/m,
    },
  ])(
    'when the widget $what is deleted: what is not applied is still there, message and object',
    async ({ action, target, remove, said }) => {
      // The producer's objects are the first 300 puts, where widgets go to a bucket as well.
      const nth = action === 'PutObject' ? REQUESTS + 100 : 100;
      const at = await pipelineWhere([action], nth, (cloud) => remove(cloud, 'gone'));
      await produce(at, '-rb=kept', '-rq=kept');
      const applied = await endsFor(at, ['-rb=kept', '-rq=kept', target], said);
      expect(applied).toBeGreaterThan(0);
      expect(applied).toBeLessThan(REQUESTS);
      const { visible, other } = await depthOf(at, 'kept');
      expect(visible + other).toBeGreaterThanOrEqual(REQUESTS - applied);
      expect((await keysOf(at, 'kept')).length).toBeGreaterThanOrEqual(visible + other);
    },
  );

  test('when the queue is deleted; the objects of what is not applied stay', async () => {
    const at = await pipelineWhere(['GetObject'], 100, (cloud) => deleteQueue(cloud, 'gone'));
    await produce(at, '-rb=kept', '-rq=gone');
    const applied = await endsFor(
      at,
      ['-rb=kept', '-rq=gone', '-dwt=kept'],
      /^consumer: The queue \S+gone is gone/m,
    );
    expect((await keysOf(at, 'kept')).length).toBeGreaterThanOrEqual(REQUESTS - applied);
  });
});

test('a role without s3:ListBucket: a gone object is a 403, whose message stays; the log names both permissions', async () => {
  const denied = '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
  const intercept: LocalCloudOptions['intercept'] = async ({ action }, act) => {
    const outcome = await act();
    const isGone = action === 'GetObject' && outcome !== 'reset' && outcome.status === 404;
    return isGone ? { status: 403, headers: { 'content-type': 'application/xml' }, body: denied } : outcome;
  };
  pipeline = pipelineOn(await startLocalCloud({ intercept }));
  await pipeline.run('producer', '-rb=kept', '-rq=kept', '-mwr=20', '-ird=0', '--mix=1:0:0');
  const [key = ''] = await keysOf(pipeline, 'kept');
  await pipeline.s3.send(new DeleteObjectCommand({ Bucket: 'kept', Key: key }));
  const args = ['-rb=kept', '-rq=kept', '-dwt=kept', '-qwt=1', '--stop-when-empty'];
  const ending = await pipeline.start('consumer', ...args).ended;
  // It cannot end well: nobody knows what the one that is left asks for.
  expect(ending.code).toBe(1);
  expect(ending.stdout).toMatch(/create +19 applied/);
  const warning = logOf(ending).find(({ msg }) => msg === 'will be tried again');
  expect(JSON.stringify(warning ?? ending.stderr)).toMatch(/s3:GetObject and s3:ListBucket/);
  expect(await depthOf(pipeline, 'kept')).toEqual({ visible: 0, other: 1 });
});
