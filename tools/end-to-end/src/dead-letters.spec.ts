import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { programFile, startProgram } from '@widgets/programs';
import { readTableWidgets } from '@widgets/verify';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { depthOf, DIST, keysOf, receiveFrom, type LocalPipeline } from './local-pipeline';
import { startStrikingPipeline, type StrikingPipeline } from './striking-cloud';

const LEASE_MS = 30_000;
const LETTERS = 60;

let pipeline: StrikingPipeline;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dead-letters-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  pipeline = await startStrikingPipeline();
});
afterEach(() => pipeline.close());

const request = (at: number): string =>
  JSON.stringify({ type: 'create', requestId: `r${at}`, widgetId: `w${at}`, owner: 'Mary Matthews' });

/** Letters with requests that are right: a consumer can apply them once they are back. */
async function postLetters({ sqs }: LocalPipeline, count = LETTERS): Promise<void> {
  await sqs.send(new CreateQueueCommand({ QueueName: 'work' }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
  for (let from = 0; from < count; from += 10) {
    const Entries = Array.from({ length: Math.min(10, count - from) }, (_, at) => ({
      Id: String(at),
      MessageBody: request(from + at),
      MessageAttributes: { WidgetRefusedReason: { DataType: 'String', StringValue: 'planted' } },
    }));
    let pending = Entries;
    // On a cloud that fails, some of a batch may.
    while (pending.length > 0) {
      const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: pending }));
      pending = pending.filter(({ Id }) => Failed.some((failed) => failed.Id === Id));
    }
  }
}

const letters = (at: LocalPipeline, ...args: string[]) => at.start('consumer', 'dead-letters', ...args);
const whole = (at: LocalPipeline, ...args: string[]) => at.run('consumer', 'dead-letters', ...args);
const REDRIVE = ['redrive', '--all', '-dlq=dead', '-rq=work', '--rate=1000', '--yes'];

/** Applies what is in the queue, and tells the ids of the widgets that are there then. */
async function consumed(at: LocalPipeline): Promise<string[]> {
  await at.run('consumer', '-rq=work', '-dwt=widgets', '-qwt=1', '--stop-when-empty');
  return [...(await readTableWidgets(at.dynamodb, 'widgets', 'id')).keys()].sort();
}
const all = (count = LETTERS): string[] => Array.from({ length: count }, (_, at) => `w${at}`).sort();

test('refused requests are listed by reason, shown with what they point to, and can be sent back', async () => {
  const bad = join(folder, 'bad.ndjson');
  const lines = ['{"type":"create","requestId":"a","widgetId":"w","owner":"\\u001b[31m1"}', '{"type":"no"}'];
  await writeFile(bad, [...lines, lines[0]].join('\n'));
  await pipeline.run('producer', '-rb=reqs', '-rq=widget-requests', '--replay', bad);
  await pipeline.run(
    'consumer',
    ...['-rb=reqs', '-rq=widget-requests', '-dlq=dead', '-wb=out', '-qwt=1', '--stop-when-empty'],
  );
  const listed = (await whole(pipeline, 'list', '-dlq=dead')).stdout;
  expect(listed).toMatch(/^3 letters\n {2}2 {2}owner must be letters/m);
  const [, id = ''] = /the oldest is (\S+)/.exec(listed) ?? [];

  const [first = ''] = await keysOf(pipeline, 'reqs');
  await pipeline.s3.send(new DeleteObjectCommand({ Bucket: 'reqs', Key: first }));
  const { stdout } = await whole(pipeline, 'show', '--reason=owner must', '-dlq=dead', '-rb=reqs');
  expect(stdout).toContain(`The request object reqs/${first} is gone`);
  expect(stdout).toContain('"owner": "\\u001b[31m1"');
  expect(stdout).not.toContain('\u001b');
  expect((await whole(pipeline, 'show', id, '-dlq=dead')).stdout).toContain('only buckets that -rb names');

  const dry = await whole(pipeline, 'redrive', '--reason=owner must', '-dlq=dead', '-rq=widget-requests');
  expect(dry.stdout).toContain('2 letters would be sent to queue widget-requests');
  expect(await depthOf(pipeline, 'widget-requests')).toEqual({ visible: 0, other: 0 });
  await whole(pipeline, 'redrive', `--id=${id}`, '-dlq=dead', '-rq=widget-requests', '--yes');
  const [back] = await receiveFrom(pipeline, 'widget-requests');
  expect(back?.MessageAttributes).not.toHaveProperty('WidgetRefusedReason');
  expect(await depthOf(pipeline, 'dead')).toEqual({ visible: 2, other: 0 });
});

test('without -rq letters go to the one queue whose redrive policy leads there', async () => {
  const dead = await pipeline.sqs.send(new CreateQueueCommand({ QueueName: 'widget-requests-dlq' }));
  const { Attributes } = await pipeline.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: dead.QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: Attributes?.['QueueArn'],
    maxReceiveCount: 3,
  });
  await pipeline.sqs.send(
    new CreateQueueCommand({ QueueName: 'their-source', Attributes: { RedrivePolicy } }),
  );
  await pipeline.sqs.send(new SendMessageCommand({ QueueUrl: dead.QueueUrl, MessageBody: request(1) }));
  await whole(pipeline, 'redrive', '--all', '--yes');
  expect(await depthOf(pipeline, 'their-source')).toEqual({ visible: 1, other: 0 });
  await postLetters(pipeline, 1);
  const { code, stderr } = await letters(pipeline, 'redrive', '--all', '-dlq=dead', '--yes').ended;
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('with -rq') });
  expect(await depthOf(pipeline, 'dead')).toEqual({ visible: 1, other: 0 });
});

describe('nothing is lost', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'when %s ends a list: all letters are visible at once',
    async (signal) => {
      await postLetters(pipeline);
      const list = letters(pipeline, 'list', '-dlq=dead');
      const strike = () => list.kill(signal);
      pipeline.strikeAt({ action: 'ReceiveMessage', call: 3, moment: 'before', strike });
      const { code, stdout } = await list.ended;
      expect(code).toBe(0);
      expect(stdout).toMatch(/letters, as far as they were looked at/);
      expect(await depthOf(pipeline, 'dead')).toEqual({ visible: LETTERS, other: 0 });
    },
  );

  test('when a list is killed: its letters are back after half a minute', async () => {
    await postLetters(pipeline);
    const list = letters(pipeline, 'list', '-dlq=dead');
    const strike = () => list.kill('SIGKILL');
    pipeline.strikeAt({ action: 'ReceiveMessage', call: 3, moment: 'after', strike });
    await list.ended;
    expect(await depthOf(pipeline, 'dead')).toEqual({ visible: LETTERS - 30, other: 30 });
    pipeline.advance(LEASE_MS);
    expect(await depthOf(pipeline, 'dead')).toEqual({ visible: LETTERS, other: 0 });
  });

  test.each([
    ['SendMessageBatch', 'before'],
    ['SendMessageBatch', 'after'],
    ['DeleteMessageBatch', 'before'],
    ['DeleteMessageBatch', 'after'],
  ] as const)('when a redrive is killed at a %s, right %s it', async (action, moment) => {
    await postLetters(pipeline);
    const redrive = letters(pipeline, ...REDRIVE);
    pipeline.strikeAt({ action, call: 3, moment, strike: () => redrive.kill('SIGKILL') });
    expect((await redrive.ended).code).toBeNull();
    pipeline.advance(LEASE_MS);
    await whole(pipeline, ...REDRIVE);
    expect(await depthOf(pipeline, 'dead')).toEqual({ visible: 0, other: 0 });
    expect(await consumed(pipeline)).toEqual(all());
  });

  test('when a redrive is interrupted: what is sent is gone here, and the rest is visible at once', async () => {
    await postLetters(pipeline);
    const redrive = letters(pipeline, ...REDRIVE);
    const strike = () => redrive.kill('SIGINT');
    pipeline.strikeAt({ action: 'ReceiveMessage', call: 3, moment: 'before', strike });
    expect((await redrive.ended).code).toBe(0);
    const { visible } = await depthOf(pipeline, 'work');
    expect(visible).toBeGreaterThanOrEqual(20);
    expect(await depthOf(pipeline, 'dead')).toEqual({ visible: LETTERS - visible, other: 0 });
  });

  test('when a drop is killed between copy and deletion: each letter is in the file or in the queue', async () => {
    await postLetters(pipeline);
    const file = join(folder, 'kept.ndjson');
    const args = ['drop', '--all', '-dlq=dead', `--keep=${file}`, '--rate=1000', '--yes'];
    const kept = async () =>
      (await readFile(file, 'utf8'))
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => (JSON.parse(line) as { body: string }).body);
    const drop = letters(pipeline, ...args);
    const strike = () => drop.kill('SIGKILL');
    pipeline.strikeAt({ action: 'DeleteMessageBatch', call: 3, moment: 'before', strike });
    await drop.ended;
    expect(await kept()).toHaveLength(30);
    const { visible, other } = await depthOf(pipeline, 'dead');
    expect(visible + other).toBe(LETTERS - 20);
    pipeline.advance(LEASE_MS);
    await whole(pipeline, ...args);
    expect(await depthOf(pipeline, 'dead')).toEqual({ visible: 0, other: 0 });
    expect(new Set(await kept())).toEqual(new Set(all().map((id) => request(Number(id.slice(1))))));
  });

  test('when the copy cannot be written: the letters stay, and the user is told', async () => {
    await postLetters(pipeline, 3);
    const { code, stderr } = await letters(
      pipeline,
      ...['drop', '--all', '-dlq=dead', `--keep=${folder}/no/such/folder`, '--yes'],
    ).ended;
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('stay in the queue') });
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(await depthOf(pipeline, 'dead')).toEqual({ visible: 3, other: 0 });
  });

  test('on a cloud that fails, loses answers, repeats and reorders', async () => {
    const faulty = await startStrikingPipeline({
      faults: {
        ...{ seed: 7, errorRate: 0.05, resetRate: 0.02, lostAnswerRate: 0.05, partialRate: 0.05 },
        ...{ duplicateRate: 0.05, reorderWindow: 10 },
        only: ['sqs:ReceiveMessage', 'sqs:SendMessageBatch', 'sqs:DeleteMessageBatch'],
      },
    });
    try {
      await faulty.sqs.send(new CreateQueueCommand({ QueueName: 'dead' }));
      await postLetters(faulty);
      for (;;) {
        await letters(faulty, ...REDRIVE).ended;
        // Letters of a lost answer are hidden until nobody has them any more.
        faulty.advance(LEASE_MS);
        const { visible, other } = await depthOf(faulty, 'dead');
        if (visible + other === 0) break;
      }
      expect(await consumed(faulty)).toEqual(all());
    } finally {
      await faulty.close();
    }
  });
});

test('wrong usage is told in a line each, and touches nothing', async () => {
  const fail = async (...args: string[]) =>
    startProgram(programFile(DIST, 'consumer'), ['dead-letters', ...args], { env: pipeline.env }).ended;
  for (const [args, words] of [
    [[], 'say what to do: one of list, show, redrive, drop'],
    [['lst'], 'did you mean consumer dead-letters list?'],
    [['redrive', '--yes'], 'say which letters'],
    [['drop', '--all', '--reason=x'], 'exclude each other'],
    [['list', '-rq=plain'], 'add -dlq'],
    [['redrive', '--all', '-dlq=same', '-rq=same'], 'the queue of the dead letters itself'],
  ] as const) {
    const { code, stderr } = await fail(...args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) });
  }
});
