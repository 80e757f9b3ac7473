import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  SendMessageCommand,
  type MessageAttributeValue,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { manualClock, startLocalCloud, type LocalCloud, type ManualClock } from '@widgets/local-cloud-server';
import { createPace } from '../pace';
import { queueDepth } from '../sqs/queue-depth';
import { cloudClients, queueUrl, takeAll, watchCalls } from '../testing/cloud-clients';
import { sourceUnderTest } from '../testing/source-under-test';
import { readDeadLetterSources } from './dead-letter-sources';
import { dropLetters, type KeptLetter } from './drop-letters';
import { createLetterGroups } from './letter-groups';
import { readLetterParts } from './letter-part';
import { lookThrough } from './look-through';
import { redriveLetters } from './redrive-letters';
import type { WorkOffOptions } from './work-off';

const NEVER = new AbortController().signal;
const request = (widgetId: string, type = 'create', owner = 'Mary Matthews'): string =>
  JSON.stringify({ type, requestId: `r-${widgetId}`, widgetId, owner });
const text = (StringValue: string): MessageAttributeValue => ({ DataType: 'String', StringValue });

let clock: ManualClock;
let cloud: LocalCloud;
let clients: ReturnType<typeof cloudClients>;
let work: string;
let dead: string;

beforeEach(async () => {
  clock = manualClock();
  cloud = await startLocalCloud({
    ...{ clock, buckets: ['requests'] },
    queues: [{ name: 'dead' }, { name: 'work', deadLetters: { queue: 'dead', maxReceiveCount: 3 } }],
  });
  clients = cloudClients(cloud.url);
  work = await queueUrl(clients.sqs, 'work');
  dead = await queueUrl(clients.sqs, 'dead');
});
afterEach(async () => {
  clients.destroy();
  await cloud.close();
});

const send = (QueueUrl: string, MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
  clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const refused = (body: string, reason: string) =>
  send(dead, body, { MessageAttributes: { WidgetRefusedReason: text(reason) } });

function options(more: Partial<WorkOffOptions> = {}): WorkOffOptions & { s3: typeof clients.s3 } {
  const log = (): void => undefined;
  const sleep = (milliseconds: number) => Promise.resolve(clock.advance(Math.max(0, milliseconds)));
  const monotonic = () => clock.now();
  return {
    ...{ s3: clients.s3, sqs: clients.sqs, queueUrl: dead, sources: [], giveUp: NEVER, sleep },
    ...{ waitSeconds: 0, leaseSeconds: 30, clock: { now: () => clock.now(), monotonic } },
    log: { debug: log, info: log, warn: log, error: log },
    ...{ selection: { kind: 'all' }, max: 0, sentBefore: clock.now(), isDry: false },
    pace: createPace(1000, { monotonic, sleep }),
    onSelected: () => undefined,
    counts: { selected: 0, done: 0, left: 0 },
    ...more,
  };
}

async function list(more: Partial<WorkOffOptions> = {}, signal = NEVER) {
  const groups = createLetterGroups();
  const looked = await lookThrough(
    options(more),
    {
      isDone: () => false,
      visit: (letters) => {
        letters.forEach((letter) => groups.note(letter));
        return Promise.resolve(0);
      },
    },
    signal,
  );
  return { ...looked, counts: groups.list().map(({ reason, count }) => [reason, count]) };
}

async function redrive(more: Partial<WorkOffOptions> = {}, { signal = NEVER, targetUrl = work } = {}) {
  const all = options(more);
  const looked = await redriveLetters({ ...all, requestBuckets: ['requests'], targetUrl }, signal);
  return { ...looked, ...all.counts };
}

const visible = async (queue: string): Promise<(string | undefined)[]> =>
  (await takeAll(clients.sqs, queue)).map(({ Body }) => Body);

test('every letter is looked at once and is visible again afterwards', async () => {
  for (let at = 0; at < 25; at += 1) await refused(String(at), at % 5 === 0 ? 'rare' : 'common');
  expect(await list()).toMatchObject({
    ...{ looked: 25, beyond: 0 },
    counts: [
      ['common', 20],
      ['rare', 5],
    ],
  });
  expect(await visible(dead)).toHaveLength(25);
});

test('letters are given back after an interruption and after a failure too', async () => {
  for (let at = 0; at < 25; at += 1) await refused(String(at), 'reason');
  const stop = new AbortController();
  const visit = () => Promise.resolve(void stop.abort()).then(() => 0);
  expect(await lookThrough(options(), { isDone: () => false, visit }, stop.signal)).toMatchObject({
    looked: 10,
    beyond: 15,
  });
  const fail = () => Promise.reject(new Error('planted'));
  await expect(lookThrough(options(), { isDone: () => false, visit: fail }, NEVER)).rejects.toThrow(
    'planted',
  );
  expect(await visible(dead)).toHaveLength(25);
});

test('what the queue itself gave up is told with its queue and the number of receives', async () => {
  await send(work, 'poison');
  for (let receives = 0; receives < 4; receives += 1) {
    await takeAll(clients.sqs, work);
    clock.advance(60_000);
  }
  await send(dead, 'by hand');
  const sources = await readDeadLetterSources(clients.sqs, dead);
  expect((await list({ sources })).counts).toEqual([
    ['given up by the queue work after 3 receives', 1],
    ['no reason is told: it was not sent here by a consumer of ours', 1],
  ]);
});

describe('redrive', () => {
  test('sends the selected letters back without the reason, and leaves the others', async () => {
    await refused(request('a'), 'owner must be letters');
    await refused(request('b'), 'not JSON');
    await send(dead, request('c'), {
      MessageAttributes: { WidgetRefusedReason: text('owner too'), Own: text('kept') },
    });
    const reason = { kind: 'reason', text: 'owner' } as const;
    expect(await redrive({ selection: reason })).toMatchObject({ selected: 2, done: 2, left: 0 });
    expect(await visible(dead)).toEqual([request('b')]);
    const back = await takeAll(clients.sqs, work);
    expect(back.map(({ Body }) => Body)).toEqual([request('a'), request('c')]);
    expect(Object.keys(back[1]?.MessageAttributes ?? {}).sort()).toEqual(['Own', 'WidgetOrderStamp']);
  });

  test('changes nothing while dry, and counts what it would send', async () => {
    await refused(request('a'), 'r');
    expect(await redrive({ isDry: true })).toMatchObject({ selected: 1, done: 0 });
    expect(await queueDepth(clients.sqs, work)).toBe(0);
    expect(await visible(dead)).toHaveLength(1);
  });

  test('takes no more than --max, no letter that came later, and ends when every id is found', async () => {
    for (let at = 0; at < 12; at += 1) await refused(request(String(at)), 'r');
    const id = (await refused(request('wanted'), 'r')).MessageId ?? '';
    expect(await redrive({ max: 5 })).toMatchObject({ selected: 5, done: 5 });
    const ids = { kind: 'ids', ids: new Set([id]) } as const;
    expect(await redrive({ selection: ids })).toMatchObject({ selected: 1, done: 1 });
    expect(await redrive({ sentBefore: clock.now() - 1 })).toMatchObject({ selected: 0 });
    expect(await queueDepth(clients.sqs, work)).toBe(6);
    expect(await queueDepth(clients.sqs, dead)).toBe(7);
  });

  test('keeps the place of a request that has no key: refused by a consumer, then sent back', async () => {
    const sentAt = clock.now();
    const { MessageId } = await send(work, request('late', 'update'));
    clock.advance(5000);
    const source = await sourceUnderTest(clients, clock);
    const delivery = await source.receiveOne();
    const [item] = await delivery.read();
    await delivery.refuse('planted');
    await source.close();
    clock.advance(5000);
    await redrive({ sentBefore: clock.now() });
    const [back] = await takeAll(clients.sqs, work);
    const stamp = `${sentAt}~1~${MessageId}`;
    expect(item).toMatchObject({ kind: 'request', stamp });
    expect(back?.MessageAttributes?.['WidgetOrderStamp']?.StringValue).toBe(stamp);
    expect(back?.MessageAttributes?.['WidgetRefusedReason']).toBeUndefined();
  });

  test('asks the object for the type where its key gives no stamp, and adds none where it does', async () => {
    const put = (Key: string) =>
      clients.s3.send(new PutObjectCommand({ Bucket: 'requests', Key, Body: request('w', 'delete') }));
    await put('plain.json');
    await put('1700000000000');
    const sentAt = clock.now();
    const { MessageId } = await refused('{"bucket":"requests","key":"plain.json"}', 'r');
    await refused('{"bucket":"requests","key":"1700000000000"}', 'r');
    await redrive();
    const stamps = (await takeAll(clients.sqs, work)).map(
      ({ MessageAttributes }) => MessageAttributes?.['WidgetOrderStamp']?.StringValue,
    );
    expect(stamps).toEqual([`${sentAt}~2~${MessageId}`, undefined]);
  });

  test('loses no letter when sending or deleting fails', async () => {
    for (let at = 0; at < 5; at += 1) await refused(request(String(at)), 'r');
    let failing = 'SendMessageBatch';
    watchCalls(clients.sqs, {
      before({ name }) {
        if (name === failing) throw new Error('planted');
      },
    });
    await expect(redrive()).rejects.toThrow('planted');
    expect(await queueDepth(clients.sqs, dead)).toBe(5);
    failing = 'DeleteMessageBatch';
    await expect(redrive()).rejects.toThrow('planted');
    expect(await queueDepth(clients.sqs, dead)).toBe(5);
    expect(await queueDepth(clients.sqs, work)).toBe(5);
  });

  test('sends nothing more once it is interrupted', async () => {
    for (let at = 0; at < 25; at += 1) await refused(request(String(at)), 'r');
    const stop = new AbortController();
    watchCalls(clients.sqs, {
      before({ name }) {
        if (name === 'SendMessageBatch') stop.abort();
      },
    });
    expect(await redrive({}, { signal: stop.signal })).toMatchObject({ selected: 10, done: 10 });
    expect(await queueDepth(clients.sqs, work)).toBe(10);
    expect(await visible(dead)).toHaveLength(15);
  });

  test('holds to its rate', async () => {
    for (let at = 0; at < 30; at += 1) await refused(request(String(at)), 'r');
    const sleep = (milliseconds: number) => Promise.resolve(clock.advance(Math.max(0, milliseconds)));
    const began = clock.now();
    await redrive({ pace: createPace(10, { monotonic: () => clock.now(), sleep }) });
    expect(clock.now() - began).toBe(2000);
  });
});

describe('a FIFO queue', () => {
  let fifoDead: string;
  let fifoWork: string;
  beforeEach(async () => {
    const make = async (QueueName: string) =>
      (await clients.sqs.send(new CreateQueueCommand({ QueueName, Attributes: { FifoQueue: 'true' } })))
        .QueueUrl ?? '';
    [fifoDead, fifoWork] = [await make('dead.fifo'), await make('work.fifo')];
  });
  const refuse = (group: string, at: number, reason = 'r') =>
    send(fifoDead, request(group, 'update', `Mary ${'a'.repeat(at + 1)}`), {
      MessageGroupId: group,
      MessageDeduplicationId: `${group}-${at}`,
      MessageAttributes: { WidgetRefusedReason: text(reason) },
    });

  test('shows ten letters of each group, and tells how many stand behind them', async () => {
    for (let at = 0; at < 25; at += 1) await refuse('many', at);
    for (let at = 0; at < 3; at += 1) await refuse('few', at);
    expect(await list({ queueUrl: fifoDead })).toMatchObject({ looked: 13, beyond: 15 });
    expect(await visible(fifoDead)).toHaveLength(13);
  });

  test('is emptied to its last letter, each group in its order', async () => {
    for (let at = 0; at < 25; at += 1) await refuse('many', at);
    for (let at = 0; at < 3; at += 1) await refuse('few', at);
    const moved = await redrive({ queueUrl: fifoDead }, { targetUrl: fifoWork });
    expect(moved).toMatchObject({ looked: 28, beyond: 0, selected: 28, done: 28 });
    const owners: string[] = [];
    for (;;) {
      const taken = await takeAll(clients.sqs, fifoWork);
      if (taken.length === 0) break;
      for (const { Body = '', Attributes } of taken)
        if (Attributes?.MessageGroupId === 'many') owners.push((JSON.parse(Body) as { owner: string }).owner);
      for (const { ReceiptHandle } of taken)
        await clients.sqs.send(new DeleteMessageCommand({ QueueUrl: fifoWork, ReceiptHandle }));
    }
    expect(owners).toEqual(Array.from({ length: 25 }, (_, at) => `Mary ${'a'.repeat(at + 1)}`));
  });

  test('gets past letters that stay, as far as others go', async () => {
    for (let at = 0; at < 24; at += 1) await refuse('mixed', at, at % 4 === 0 ? 'stays' : 'goes');
    const selection = { kind: 'reason', text: 'goes' } as const;
    expect(await redrive({ queueUrl: fifoDead, selection }, { targetUrl: fifoWork })).toMatchObject({
      ...{ looked: 24, selected: 18, done: 18 },
    });
  });

  test('takes a letter back although its first sending is not five minutes ago', async () => {
    const ids = { MessageGroupId: 'w', MessageDeduplicationId: 'first' };
    await send(fifoWork, request('w'), ids);
    await takeAll(clients.sqs, fifoWork);
    await send(fifoDead, request('w'), ids);
    await redrive({ queueUrl: fifoDead }, { targetUrl: fifoWork });
    expect(await queueDepth(clients.sqs, fifoWork)).toBe(2);
  });
});

describe('drop', () => {
  test('deletes a letter after its copy is kept', async () => {
    for (let at = 0; at < 12; at += 1) await refused(request(String(at)), 'r');
    await send(dead, 'x', {
      MessageAttributes: { Raw: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2]) } },
    });
    const kept: KeptLetter[] = [];
    const events: string[] = [];
    watchCalls(clients.sqs, { before: ({ name }) => void events.push(name) });
    const keep = (letters: readonly KeptLetter[]) => {
      events.push('keep');
      kept.push(...letters);
      return Promise.resolve();
    };
    const all = options();
    await dropLetters({ ...all, keep }, NEVER);
    expect(all.counts).toEqual({ selected: 13, done: 13, left: 0 });
    expect(await queueDepth(clients.sqs, dead)).toBe(0);
    expect(kept).toHaveLength(13);
    expect(kept.at(-1)?.messageAttributes).toEqual({ Raw: { type: 'Binary', value: 'AQI=' } });
    expect(events.filter((name) => name === 'keep' || name === 'DeleteMessageBatch')).toEqual([
      ...['keep', 'DeleteMessageBatch', 'keep', 'DeleteMessageBatch'],
    ]);
  });

  test('deletes nothing that could not be kept', async () => {
    await refused('a', 'r');
    const keep = () => Promise.reject(new Error('disk full'));
    await expect(dropLetters({ ...options(), keep }, NEVER)).rejects.toThrow('disk full');
    expect(await visible(dead)).toEqual(['a']);
  });
});

describe('what a letter asks for', () => {
  const read = (body: string, requestBuckets = ['requests']) =>
    readLetterParts(body, { s3: clients.s3, requestBuckets });
  const object = { bucket: 'requests', key: 'k' };

  test('is read from its object, and an object that is gone is told', async () => {
    await clients.s3.send(new PutObjectCommand({ Bucket: 'requests', Key: 'k', Body: request('w') }));
    expect(await read(request('inline'))).toEqual([
      { kind: 'request', text: request('inline'), object: undefined },
    ]);
    expect(await read(JSON.stringify(object))).toEqual([{ kind: 'request', text: request('w'), object }]);
    expect(await read('k')).toEqual([{ kind: 'request', text: request('w'), object }]);
    expect(await read('gone')).toEqual([{ kind: 'gone', object: { bucket: 'requests', key: 'gone' } }]);
  });

  test('is not looked for in buckets that are not named', async () => {
    expect(await read(JSON.stringify(object), ['other'])).toMatchObject([
      { kind: 'unread', object: 'requests/k' },
    ]);
    expect(await read('k', [])).toMatchObject([{ kind: 'unread', object: 'k' }]);
    expect(await read('[1]')).toMatchObject([{ kind: 'none' }]);
  });
});
