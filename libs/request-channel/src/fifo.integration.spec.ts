import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { manualClock, startLocalCloud, type LocalCloud, type ManualClock } from '@widgets/local-cloud-server';
import { createHash } from 'node:crypto';
import type { OutgoingRequest } from './publish/message-entry';
import { createPublisher } from './publish/publisher';
import { sendToDeadLetters } from './sqs/refusals';
import { cloudClients, queueUrl, takeAll } from './testing/cloud-clients';
import { sourceUnderTest, type SourceUnderTest } from './testing/source-under-test';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const keyOf = (at: number): string => `1700000000000-${String(at).padStart(6, '0')}-0badcafe`;
const request = (at: number, lane: string): OutgoingRequest => ({
  bytes: Buffer.from(
    JSON.stringify({ type: 'create', requestId: 'shared', widgetId: lane, owner: 'Sue Smith' }),
  ),
  key: keyOf(at),
  stamp: `stamp-${at}`,
  lane,
});

let clock: ManualClock;
let cloud: LocalCloud;
let clients: ReturnType<typeof cloudClients>;
let queue: string;
let deadLetters: string;
let work: SourceUnderTest;

beforeEach(async () => {
  clock = manualClock();
  cloud = await startLocalCloud({
    buckets: ['requests'],
    queues: ['work.fifo', 'dead.fifo', 'work', 'dead'].map((name) => ({ name })),
    clock,
  });
  clients = cloudClients(cloud.url);
  queue = await queueUrl(clients.sqs, 'work.fifo');
  deadLetters = await queueUrl(clients.sqs, 'dead.fifo');
  work = await sourceUnderTest(clients, clock, { queueUrl: queue, deadLetterQueueUrl: deadLetters });
});
afterEach(async () => {
  await work.close();
  clients.destroy();
  await cloud.close();
});

const sleep = () => Promise.resolve();
const pointers = () =>
  createPublisher({
    ...clients,
    destination: { kind: 'pointers', bucket: 'requests', queueUrl: queue, format: 'json' },
    sleep,
  });
const inline = () => createPublisher({ ...clients, destination: { kind: 'inline', queueUrl: queue }, sleep });
const idsOf = async (url: string) =>
  (await takeAll(clients.sqs, url)).map(({ Attributes }) => ({
    group: Attributes?.MessageGroupId,
    deduplication: Attributes?.MessageDeduplicationId,
  }));

describe('a message to a FIFO queue', () => {
  test('that points to an object is grouped by widget, and counts once by its key', async () => {
    const publisher = pointers();
    for (const at of [1, 1, 2]) await publisher.publish(request(at, 'w'));
    await publisher.publish(request(3, 'a widget'));
    expect(await idsOf(queue)).toEqual([
      { group: 'w', deduplication: sha256(keyOf(1)) },
      { group: 'w', deduplication: sha256(keyOf(2)) },
      { group: sha256('a widget'), deduplication: sha256(keyOf(3)) },
    ]);
  });

  test('that is the request counts once by its stamp, although requests share their ids', async () => {
    const publisher = inline();
    for (const at of [1, 1, 2]) await publisher.publish(request(at, 'w'));
    expect(await idsOf(queue)).toEqual([
      { group: 'w', deduplication: sha256('stamp-1') },
      { group: 'w', deduplication: sha256('stamp-2') },
    ]);
  });
});

describe('a message from a FIFO queue', () => {
  test('is stamped with its sequence number, whatever its attributes and its key say', async () => {
    const publisher = inline();
    for (const at of [2, 1]) await publisher.publish(request(at, `w${at}`));
    const items = [];
    for (const delivery of await work.receive(10)) items.push(...(await delivery.read()));
    const stamps = items.map((item) => (item.kind === 'request' ? item.stamp : ''));
    expect(stamps).toEqual([expect.stringMatching(/^\d{20}$/), expect.stringMatching(/^\d{20}$/)]);
    expect([...stamps].sort()).toEqual(stamps);
    const origins = items.map((item) => (item.kind === 'request' ? item.origin : {}));
    expect(origins).toMatchObject([{ followsItsCreate: true }, { followsItsCreate: true }]);
  });

  test('that is refused keeps its group among the dead letters, and lies there once', async () => {
    await clients.sqs.send(
      new SendMessageCommand({
        ...{ QueueUrl: queue, MessageBody: 'odd', MessageGroupId: 'g', MessageDeduplicationId: 'd' },
      }),
    );
    const delivery = await work.readOne();
    const message = { MessageId: delivery.id, Body: 'odd', Attributes: { MessageGroupId: 'g' } };
    // As a consumer did that died before it could delete the message.
    await sendToDeadLetters(clients.sqs, deadLetters, { message, reason: 'because', type: undefined });
    await delivery.refuse('because');
    expect(await idsOf(deadLetters)).toEqual([{ group: 'g', deduplication: sha256(delivery.id) }]);
    expect(await work.isDrained()).toBe(true);
  });
});
