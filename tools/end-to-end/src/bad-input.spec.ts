import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { DeleteMessageBatchCommand, GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  REFUSED_REASON_ATTRIBUTE,
  REJECTED_PREFIX,
  REJECTED_REASON_METADATA,
} from '@widgets/request-channel';
import fc from 'fast-check';
import { badMessages } from './bad-messages';
import { badRequests, type BadRequest } from './bad-requests';
import {
  depthOf,
  keysOf,
  logOf,
  receiveFrom,
  startLocalPipeline,
  type LocalPipeline,
} from './local-pipeline';
import { WIDGET_STORES, type WidgetStoreUnderTest } from './widget-stores';

// A thousand bodies and objects that must be refused, 250 for each kind of source and store. They speak of widgets that
// there are: one that was taken for a request would change them. A run that does not end by itself retries one for ever.

const SEED = Number(process.env['WIDGET_FUZZ_SEED'] ?? 20_261_124);
const NUMBER = 250;
/** Far longer than it takes; what is left then shows. */
const LONGEST_RUN = '--max-runtime=90000';
/** Keys that are awkward, and legal. */
const KEY_TAILS = ['__proto__', 'constructor/x', 'a b', 'ü+%2F&?#', "it's (so)", '🎈', 'x'.repeat(900)];

let pipeline: LocalPipeline;
beforeAll(async () => {
  pipeline = await startLocalPipeline();
});
afterAll(() => pipeline.close());

type Widgets = readonly { widgetId: string; owner: string }[];
const sample = (arbitrary: fc.Arbitrary<BadRequest>, numRuns: number): BadRequest[] =>
  fc.sample(arbitrary, { numRuns, seed: SEED });
/** Newer than the widgets, whose making began at `since`: what is older could change nothing anyway. */
const keysAfter =
  (since: number) =>
  (at: number): string =>
    `${since + 60_000}-${at}-${KEY_TAILS[at % KEY_TAILS.length] ?? ''}`;
const put = (Bucket: string, Key: string, Body: Uint8Array) =>
  pipeline.s3.send(new PutObjectCommand({ Bucket, Key, Body }));

/** The bucket or table of the widgets. */
const widgetsOf = (name: string): string => `${name}-widgets`;

/** Twenty widgets in the store, and what they are. */
async function makeWidgets(name: string, { optionsFor, read }: WidgetStoreUnderTest) {
  const names = ['-rb', name, '-rq', name];
  await pipeline.run('producer', ...names, '-mwr=20', '-ird=0', '--mix=1:0:0', '--seed=1');
  await pipeline.run('consumer', ...names, ...optionsFor(widgetsOf(name)), '-qwt=1', '--stop-when-empty');
  const before = await read(pipeline, widgetsOf(name));
  const widgets: Widgets = [...before.values()].map(({ widgetId, owner }) => ({ widgetId, owner }));
  expect(widgets).toHaveLength(20);
  return { before, widgets };
}

/** Only DynamoDB refuses an item of more than 400 KB. */
function oversized({ store }: WidgetStoreUnderTest, widgets: Widgets): BadRequest[] {
  if (store !== 'DynamoDB') return [];
  const huge = { requestId: 'bad', owner: 'Sue Smith', description: 'x'.repeat(450_000) };
  const requests = [
    { type: 'create', widgetId: 'too-large', ...huge },
    { type: 'update', ...huge, ...widgets[0] },
  ];
  return requests.map((request) => ({
    rule: 'larger than an item may be',
    bytes: new TextEncoder().encode(JSON.stringify(request)),
  }));
}

/** The reasons of all dead letters, taken out of their queue. */
async function deadLetterReasons(queue: string): Promise<string[]> {
  const { QueueUrl } = await pipeline.sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
  const reasons: string[] = [];
  while ((await depthOf(pipeline, queue)).visible > 0) {
    const letters = await receiveFrom(pipeline, queue);
    reasons.push(
      ...letters.map(
        ({ MessageAttributes }) => MessageAttributes?.[REFUSED_REASON_ATTRIBUTE]?.StringValue ?? '',
      ),
    );
    const Entries = letters.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
    await pipeline.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  }
  return reasons;
}

async function rejectionReasons(bucket: string): Promise<string[]> {
  const heads = (await keysOf(pipeline, bucket)).map((Key) => {
    expect(Key.startsWith(REJECTED_PREFIX)).toBe(true);
    return pipeline.s3.send(new HeadObjectCommand({ Bucket: bucket, Key }));
  });
  return (await Promise.all(heads)).map(({ Metadata }) => Metadata?.[REJECTED_REASON_METADATA] ?? '');
}

describe.each(WIDGET_STORES)(`bad input (WIDGET_FUZZ_SEED=${SEED})`, (at) => {
  test(`in a queue is refused, each with its reason, and changes no widget in ${at.store}`, async () => {
    const name = `bad-queue-${at.store.toLowerCase()}`;
    const keyAt = keysAfter(Date.now());
    const { before, widgets } = await makeWidgets(name, at);
    const objects = [...sample(badRequests(widgets, 'object'), 100), ...oversized(at, widgets)];
    const bodies = [...sample(badRequests(widgets, 'body'), 75), ...sample(badMessages(name), 75)];
    const { QueueUrl } = await pipeline.sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    const send = (MessageBody: string) =>
      pipeline.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    for (const [nth, { bytes }] of objects.entries()) {
      await put(name, keyAt(nth), bytes);
      await send(JSON.stringify({ bucket: name, key: keyAt(nth) }));
    }
    for (const { bytes } of bodies) await send(new TextDecoder().decode(bytes));

    const ending = await pipeline.run(
      'consumer',
      ...['-rb', name, '-rq', name, ...at.optionsFor(widgetsOf(name)), '--dead-letter-queue', `${name}-dead`],
      ...['-qwt=1', '-qvt=2', '--stop-when-empty', LONGEST_RUN],
    );
    expect(await at.read(pipeline, widgetsOf(name))).toEqual(before);
    const reasons = await deadLetterReasons(`${name}-dead`);
    expect(reasons).toHaveLength(objects.length + bodies.length);
    expect(reasons.filter((reason) => reason === '')).toEqual([]);
    expect(await depthOf(pipeline, name)).toEqual({ visible: 0, other: 0 });
    expect(await keysOf(pipeline, name)).toHaveLength(objects.length);
    expect(logOf(ending).filter(({ level }) => level === 'error')).toEqual([]);
  });

  test(`in a bucket is rejected, each with its reason, and changes no widget in ${at.store}`, async () => {
    const name = `bad-bucket-${at.store.toLowerCase()}`;
    const keyAt = keysAfter(Date.now());
    const { before, widgets } = await makeWidgets(name, at);
    const objects = [...sample(badRequests(widgets, 'object'), NUMBER), ...oversized(at, widgets)];
    for (const [nth, { bytes }] of objects.entries()) await put(name, keyAt(nth), bytes);

    const ending = await pipeline.run(
      'consumer',
      '-rb',
      name,
      ...at.optionsFor(widgetsOf(name)),
      '--stop-when-empty',
      LONGEST_RUN,
    );
    expect(await at.read(pipeline, widgetsOf(name))).toEqual(before);
    const reasons = await rejectionReasons(name);
    expect(reasons).toHaveLength(objects.length);
    expect(reasons.filter((reason) => reason === '')).toEqual([]);
    expect(logOf(ending).filter(({ level }) => level === 'error')).toEqual([]);
  });
});
