import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { permissionsFor } from '@widgets/aws-clients';
import { startLocalCloud, type CallReport, type LocalCloud } from '@widgets/local-cloud-server';
import { consumerProgram } from '../../options';
import { planRun } from '../../plan-run';
import { runConsumer } from '../../run-consumer';
import { configOf, programContext, useLocalCredentials } from '../../testing/run-in-process';
import { grantsFor, type Grant } from './grants';

// What a consumer calls in a run of everything that can happen, held against the policy for its options.

const OWNER = 'Sue Smith';
const request = (type: string, widgetId: string, more: object = {}) =>
  JSON.stringify({ type, requestId: `${type}-${widgetId}`, widgetId, owner: OWNER, ...more });

const BODIES = [
  request('create', 'kept', { label: 'a' }),
  request('update', 'kept', { label: 'b' }),
  request('create', 'dropped'),
  request('delete', 'dropped'),
  request('update', 'never', { label: 'c' }),
  '{"type":"create"}',
];

let cloud: LocalCloud;
let s3: S3Client;
let sqs: SQSClient;
let calls: CallReport[];

beforeAll(useLocalCredentials);

async function setUp(): Promise<void> {
  calls = [];
  cloud = await startLocalCloud({
    buckets: ['requests', 'widgets'],
    queues: ['work', 'dead', 'work.fifo', 'dead.fifo'].map((name) => ({ name })),
    tables: [{ name: 'widgets', partitionKey: { name: 'id', type: 'S' } }],
    onCall: (call) => void calls.push(call),
  });
  const config = {
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  };
  s3 = new S3Client({ ...config, forcePathStyle: true });
  sqs = new SQSClient(config);
}
afterEach(async () => {
  s3.destroy();
  sqs.destroy();
  await cloud.close();
});

const keyAt = (at: number): string => `${1_700_000_000_000 + at}-000000-00000000`;

async function fill(queue: string | undefined): Promise<void> {
  for (const [at, Body] of BODIES.entries()) {
    const key = keyAt(at);
    await s3.send(new PutObjectCommand({ Bucket: 'requests', Key: key, Body }));
    if (queue === undefined) continue;
    const ids = queue.endsWith('.fifo') ? { MessageGroupId: 'g', MessageDeduplicationId: key } : {};
    const MessageBody = JSON.stringify({ bucket: 'requests', key });
    await sqs.send(
      new SendMessageCommand({ QueueUrl: `${cloud.url}/000000000000/${queue}`, MessageBody, ...ids }),
    );
  }
}

/** The part of a grant's resources that a call can be held against: bucket and key of S3, else the service alone. */
function allows({ actions, resources }: Grant, permission: string, { service, path }: CallReport): boolean {
  if (!actions.includes(permission)) return false;
  if (service !== 's3') return true;
  const [, bucket = '', key = ''] = /^\/([^/]+)\/?(.*)$/.exec(decodeURIComponent(path)) ?? [];
  const resource = permission.startsWith('s3:List') || permission.includes('Lifecycle') ? '' : `/${key}`;
  return resources.some((arn) => {
    const [, name = '', prefix] = /^arn:aws:s3:::([^/]+)(?:\/(.*)\*)?$/.exec(arn) ?? [];
    if (name !== bucket) return false;
    return prefix === undefined ? resource === '' : resource.startsWith(`/${prefix}`);
  });
}

/** Renewing leases and giving back, for which a run that is quick and lets nothing wait has no occasion. */
const OCCASIONAL = 'ReceiveRequests sqs:ChangeMessageVisibility';

test.each([
  ['queue to table', ['-rq=work', '-rb=requests', '-dwt=widgets', '--dead-letter-queue=dead'], 'work'],
  ['queue to bucket', ['-rq=work', '-rb=requests', '-wb=widgets', '--dead-letter-queue=dead'], 'work'],
  [
    'FIFO queue to bucket without a prefix',
    ['-rq=work.fifo', '-rb=requests', '-wb=widgets', '-wkp=', '--dead-letter-queue=dead.fifo'],
    'work.fifo',
  ],
  ['bucket to table', ['-rb=requests', '-dwt=widgets'], undefined],
  ['bucket to bucket', ['-rb=requests', '-wb=widgets'], undefined],
  [
    'queue to table without stamps',
    ['-rq=work', '-rb=requests', '-dwt=widgets', '--dead-letter-queue=dead', '--ordering=off'],
    'work',
  ],
] as const)('%s: every call is allowed, and all that is allowed is called', async (_what, argv, queue) => {
  await setUp();
  await fill(queue);
  calls = [];
  const config = configOf(consumerProgram('0'), [
    ...argv,
    `--endpoint-url=${cloud.url}`,
    '--stop-when-empty',
    '--concurrency=1',
    '-qwt=1',
    '-qvt=2',
    '--missing-widget-retries=1',
  ]);
  const { context, lines } = programContext();
  await runConsumer(config, context);
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);

  const plan = planRun(config, true);
  if ('problems' in plan) throw new Error(plan.problems.join());
  const grants = grantsFor(plan, { deadLetterQueue: config.deadLetterQueue, region: 'us-east-1' });
  const needed = calls.flatMap((call) => permissionsFor(call).map((permission) => ({ call, permission })));
  const denied = needed.filter(
    ({ call, permission }) => !grants.some((grant) => allows(grant, permission, call)),
  );
  expect(denied.map(({ call, permission }) => `${permission} ${call.path}`)).toEqual([]);
  const unused = grants.flatMap((grant) =>
    grant.actions
      .filter(
        (action) =>
          !needed.some(({ call, permission }) => permission === action && allows(grant, action, call)),
      )
      .map((action) => `${grant.sid} ${action}`),
  );
  expect(unused).toEqual(queue?.endsWith('.fifo') ? [OCCASIONAL] : []);
});
