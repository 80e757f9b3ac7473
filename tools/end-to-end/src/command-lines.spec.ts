import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { programFile, startProgram, type AppName, type Ending } from '@widgets/programs';
import {
  compareWidgets,
  expectedWidgets,
  readBucketWidgets,
  readRequestLines,
  readTableWidgets,
  validRequests,
  type PlaceOf,
} from '@widgets/verify';
import { widgetKey } from '@widgets/widget-model';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { depthOf, DIST, keysOf, startLocalPipeline, type LocalPipeline } from './local-pipeline';

// Command lines as people write them for the course's programs, each against a cloud of its own. What a line leaves open
// and a test must not wait for comes from the environment, which never wins over the line.

let pipeline: LocalPipeline;
let folder: string;
beforeEach(async () => {
  pipeline = await startLocalPipeline();
  folder = await mkdtemp(join(tmpdir(), 'command-lines-'));
});
afterEach(async () => {
  await pipeline.close();
  await rm(folder, { recursive: true });
});

const wordsOf = (line: string): string[] => line.split(' ').filter((word) => word !== '');

async function run(app: AppName, line: string, environment: Record<string, string> = {}): Promise<Ending> {
  const env = { ...pipeline.env, ...environment };
  const ending = await startProgram(programFile(DIST, app), wordsOf(line), { env }).ended;
  if (ending.code !== 0) throw new Error(`${app} ${line} exited with ${ending.code}:\n${ending.stderr}`);
  return ending;
}

const AWS_QUEUE = 'https://sqs.us-east-1.amazonaws.com/123456789012/cs5260-requests';

describe('a producer', () => {
  const environment = { WIDGET_INTER_REQUEST_DELAY: '0' };

  test.each([
    { line: '-rb=my-requests -mwr 10 -ird 500', buckets: { 'my-requests': 10 } },
    { line: '--request-bucket=bbb -mwr=100', buckets: { bbb: 100 } },
    { line: '--request-bucket bbb --max-widget-requests 7', buckets: { bbb: 7 } },
    { line: `-rq ${AWS_QUEUE} -mwr 100`, queues: { 'cs5260-requests': 100 } },
    { line: `--queue-url=${AWS_QUEUE} -mwr 3 -r us-east-1`, queues: { 'cs5260-requests': 3 } },
    { line: '--sqs-queue-name=cs5260-requests', queues: { 'cs5260-requests': 1000 } },
    {
      line: '-rb my-requests -rq=my-queue -mwr 20 --inter-request-delay=1',
      buckets: { 'my-requests': 20 },
      queues: { 'my-queue': 20 },
    },
    { line: '-mwr 5', buckets: { 'widget-requests': 5 }, queues: { 'widget-requests': 5 } },
  ] as { line: string; buckets?: Record<string, number>; queues?: Record<string, number> }[])(
    '$line',
    async ({ line, buckets = {}, queues = {} }) => {
      await run('producer', line, environment);
      for (const [bucket, count] of Object.entries(buckets)) {
        expect(await keysOf(pipeline, bucket)).toHaveLength(count);
      }
      for (const [queue, count] of Object.entries(queues)) {
        expect(await depthOf(pipeline, queue)).toEqual({ visible: count, other: 0 });
      }
    },
  );

  test('everything from the environment, and the command line wins', async () => {
    const all = {
      WIDGET_REQUEST_BUCKET: 'from-environment',
      WIDGET_REQUEST_QUEUE: 'from-environment',
      WIDGET_MAX_WIDGET_REQUESTS: '3',
      WIDGET_MESSAGE_FORMAT: 'json',
      ...environment,
    };
    await run('producer', '', all);
    await run('producer', '-mwr 4 -rb from-arguments', all);
    expect(await keysOf(pipeline, 'from-environment')).toHaveLength(3);
    expect(await keysOf(pipeline, 'from-arguments')).toHaveLength(4);
    expect(await depthOf(pipeline, 'from-environment')).toEqual({ visible: 7, other: 0 });
  });

  test('--dry-run prints what it would send, and sends nothing anywhere', async () => {
    const nowhere = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', ...environment };
    const { stdout } = await run('producer', '-rb=my-requests -rq=my-queue -mwr 12 --dry-run', nowhere);
    const lines = stdout.split('\n').map((line) => JSON.parse(line) as object);
    expect(lines).toHaveLength(12);
    expect(lines[0]).toMatchObject({ bucket: 'my-requests', queue: 'my-queue' });
    await expect(keysOf(pipeline, 'my-requests')).rejects.toThrow();
  });
});

const byId: PlaceOf = ({ widgetId }) => widgetId;
const byKey =
  (prefix: string, useOwner: boolean): PlaceOf =>
  (widget) =>
    widgetKey({ prefix, useOwner }, widget);

type ConsumerRow = {
  readonly line: string;
  /** How the requests came there. */
  readonly fill: string;
  readonly widgets: { readonly table: string } | { readonly bucket: string; readonly placeOf: PlaceOf };
  /** What is empty in the end. */
  readonly source: { readonly queue: string } | { readonly requests: string };
};

const ROWS: readonly ConsumerRow[] = [
  {
    line: `-r us-east-1 -rq ${AWS_QUEUE} -dwt widgets`,
    fill: '-rq cs5260-requests',
    widgets: { table: 'widgets' },
    source: { queue: 'cs5260-requests' },
  },
  {
    line: `--request-source aaa --request-destination bbb --storage-strategy s3 --queue-url ${AWS_QUEUE}`,
    fill: '-rb aaa -rq cs5260-requests',
    widgets: { bucket: 'bbb', placeOf: byKey('widgets/', true) },
    source: { queue: 'cs5260-requests' },
  },
  {
    line: '--storage-strategy=dynamodb --request-destination=my-table --sqs-queue-name=my-queue',
    fill: '--sqs-queue-name my-queue',
    widgets: { table: 'my-table' },
    source: { queue: 'my-queue' },
  },
  {
    line: '-rb=my-requests -rq=my-queue -wb=my-widgets -wkp=w/ -uop=false -qwt=1 -qvt=20',
    fill: '-rb my-requests -rq my-queue --message-format key',
    widgets: { bucket: 'my-widgets', placeOf: byKey('w/', false) },
    source: { queue: 'my-queue' },
  },
  {
    line: '-rb other -rb my-requests -rq my-queue --widget-bucket my-widgets --use-owner-in-prefix',
    fill: '-rb my-requests -rq my-queue --message-format json',
    widgets: { bucket: 'my-widgets', placeOf: byKey('widgets/', true) },
    source: { queue: 'my-queue' },
  },
  {
    line: '-rb bbb -dwt widgets',
    fill: '-rb bbb',
    widgets: { table: 'widgets' },
    source: { requests: 'bbb' },
  },
  {
    line: '--request-source aaa --request-destination bbb --storage-strategy s3',
    fill: '-rb aaa',
    widgets: { bucket: 'bbb', placeOf: byKey('widgets/', true) },
    source: { requests: 'aaa' },
  },
  {
    line: '',
    fill: '',
    widgets: { bucket: 'widgets-web', placeOf: byKey('widgets/', true) },
    source: { queue: 'widget-requests' },
  },
];

/** Nothing but what must be said so that it ends. */
const ENDING = { WIDGET_STOP_WHEN_EMPTY: 'true', WIDGET_QUEUE_WAIT_TIMEOUT: '1' };

async function differences(record: string, widgets: ConsumerRow['widgets']) {
  const requests = await validRequests(readRequestLines(record));
  expect(requests).toHaveLength(40);
  if ('table' in widgets) {
    const found = await readTableWidgets(pipeline.dynamodb, widgets.table, 'id');
    return compareWidgets(expectedWidgets(requests, byId), found);
  }
  const found = await readBucketWidgets(pipeline.s3, widgets.bucket, '');
  return compareWidgets(expectedWidgets(requests, widgets.placeOf), found);
}

describe('a consumer', () => {
  test.each(ROWS)('$line', async ({ line, fill, widgets, source }) => {
    const record = join(folder, 'sent.ndjson');
    await run('producer', `${fill} -mwr 40 -ird 0 --record ${record}`);
    await run('consumer', line, ENDING);
    expect(await differences(record, widgets)).toEqual([]);
    if ('queue' in source) expect(await depthOf(pipeline, source.queue)).toEqual({ visible: 0, other: 0 });
    else expect(await keysOf(pipeline, source.requests)).toEqual([]);
  });

  test('everything from the environment', async () => {
    const record = join(folder, 'sent.ndjson');
    await run('producer', `-rb my-requests -rq my-queue -mwr 40 -ird 0 --record ${record}`);
    await run('consumer', '', {
      WIDGET_REQUEST_BUCKET: 'other, my-requests',
      WIDGET_REQUEST_QUEUE: 'my-queue',
      WIDGET_REQUEST_DESTINATION: 'my-table',
      WIDGET_STORAGE_STRATEGY: 'dynamodb',
      ...ENDING,
    });
    expect(await differences(record, { table: 'my-table' })).toEqual([]);
  });
});
