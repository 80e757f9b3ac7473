import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { DEFAULT_NAMES } from '@widgets/cli-kit';
import { localEnvironment, programFile, startLocalCloudProcess, startProgram } from '@widgets/programs';
import {
  compareWidgets,
  expectedWidgets,
  readBucketWidgets,
  readRequestLines,
  readTableWidgets,
  validRequests,
  type Difference,
} from '@widgets/verify';
import { DEFAULT_WIDGET_KEY_LAYOUT, widgetKey } from '@widgets/widget-model';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startFleet, type Fleet } from './fleet';
import type { SoakConfig } from './options';

export type SoakedStore = 's3' | 'dynamodb';

/** What one run came to. */
export type SoakResult = {
  readonly store: SoakedStore;
  readonly seed: number;
  readonly requests: number;
  readonly kills: number;
  readonly differences: readonly Difference[];
  /** Valid requests that went to the dead letters. */
  readonly deadLetters: number;
  /** Objects of finished requests that a crash left behind. */
  readonly orphans: number;
  /** What else went wrong, a sentence each. */
  readonly failures: readonly string[];
  readonly seconds: number;
};

export type SoakRun = {
  readonly dist: URL;
  readonly config: SoakConfig;
  readonly store: SoakedStore;
  readonly seed: number;
  readonly signal: AbortSignal;
};

const POLL_MS = 200;

/** One run on a cloud of its own: the requests are sent, consumed under kills, and judged. */
export async function soakOnce(run: SoakRun): Promise<SoakResult> {
  const cloud = await startLocalCloudProcess(run.dist, ...troubleArgs(run));
  const folder = await mkdtemp(join(tmpdir(), 'soak-'));
  const record = join(folder, 'sent.ndjson');
  try {
    const startedAt = performance.now();
    const { kills, failures } = await consumeAll(run, cloud.url, record);
    const seconds = (performance.now() - startedAt) / 1000;
    const { store, seed, config } = run;
    return {
      ...{ store, seed, requests: config.requests, kills, failures, seconds },
      ...(await judge(run, cloud.url, record)),
    };
  } finally {
    cloud.program.kill('SIGKILL');
    await cloud.program.ended;
    await rm(folder, { recursive: true });
  }
}

const troubleArgs = ({ config, seed }: SoakRun): string[] => [
  ...['--seed', String(seed), '--reorder-window', String(config.reorderWindow)],
  ...['--fault-error-rate', String(config.errorRate), '--duplicate-rate', String(config.duplicateRate)],
  ...['--fault-lost-answer-rate', String(config.lostAnswerRate)],
];

async function consumeAll(
  { dist, config, store, seed, signal }: SoakRun,
  url: string,
  record: string,
): Promise<{ kills: number; failures: readonly string[] }> {
  const env = localEnvironment(url, process.env);
  const { requestBucket: bucket, requestQueue: queue, widgetBucket, widgetTable } = DEFAULT_NAMES;
  const target = store === 's3' ? ['-wb', widgetBucket] : ['-dwt', widgetTable];
  const args = ['-rb', bucket, '-rq', queue, ...target, '-qwt', '1', '-qvt', '5'];
  const producer = startProgram(
    programFile(dist, 'producer'),
    [
      ...['-rb', bucket, '-rq', queue, '-ird', '0', '-mwr', String(config.requests)],
      ...['--seed', String(seed), '--record', record],
    ],
    { env },
  );
  const fleet = startFleet({ dist, env, size: config.consumers, args });
  const killing = killNowAndThen(fleet, config.killEverySeconds);
  const sent = await producer.ended;
  const failures = sent.code === 0 ? [] : [`the producer exited with ${String(sent.code)}: ${sent.stderr}`];
  while (!signal.aborted && !(await isEmpty(url, queue))) await pause(POLL_MS);
  clearInterval(killing);
  return { failures: [...failures, ...(await fleet.stop())], kills: fleet.kills };
}

const killNowAndThen = (fleet: Fleet, everySeconds: number): NodeJS.Timeout | undefined =>
  everySeconds === 0 ? undefined : setInterval(() => fleet.killNext(), everySeconds * 1000);

type Depth = { readonly depth: number; readonly inFlight: number; readonly delayed: number };

async function depthOf(url: string, queue: string): Promise<number> {
  const answer = await fetch(`${url}/_local/queues`);
  const queues = (await answer.json()) as Readonly<Record<string, Depth>>;
  const { depth = NaN, inFlight = 0, delayed = 0 } = queues[queue] ?? ({} as Partial<Depth>);
  return depth + inFlight + delayed;
}

const isEmpty = async (url: string, queue: string): Promise<boolean> => (await depthOf(url, queue)) === 0;

/** The faults are over by then: what is judged is what the consumers left. */
async function judge({ store }: SoakRun, url: string, record: string) {
  await fetch(`${url}/_local/faults`, { method: 'PUT', body: '{}' });
  const config = {
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const dynamodb = new DynamoDBClient(config);
  try {
    const requests = await validRequests(readRequestLines(record));
    const { widgetBucket, widgetTable, widgetTableKey, requestBucket } = DEFAULT_NAMES;
    const expected = expectedWidgets(requests, (widget) =>
      store === 's3' ? widgetKey(DEFAULT_WIDGET_KEY_LAYOUT, widget) : widget.widgetId,
    );
    const found =
      store === 's3'
        ? await readBucketWidgets(s3, widgetBucket, DEFAULT_WIDGET_KEY_LAYOUT.prefix)
        : await readTableWidgets(dynamodb, widgetTable, widgetTableKey);
    return {
      differences: compareWidgets(expected, found),
      deadLetters: await depthOf(url, DEFAULT_NAMES.deadLetterQueue),
      orphans: await countObjects(s3, requestBucket),
    };
  } finally {
    s3.destroy();
    dynamodb.destroy();
  }
}

async function countObjects(s3: S3Client, Bucket: string): Promise<number> {
  let count = 0;
  for await (const { KeyCount = 0 } of paginateListObjectsV2({ client: s3 }, { Bucket })) count += KeyCount;
  return count;
}
