import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalCloud, startLocalCloud } from '../local-cloud';
import { type ManualClock, manualClock } from '../manual-clock';
import { type SdkClients, sdkClients } from '../testing/sdk-clients';

let clock: ManualClock;
let cloud: LocalCloud;
let clients: SdkClients;
let sqs: SQSClient;

beforeAll(async () => {
  clock = manualClock();
  cloud = await startLocalCloud({ clock });
  clients = sdkClients(cloud);
  sqs = clients.sqs;
});
afterAll(async () => {
  clients.destroy();
  await cloud.close();
});

let made = 0;
async function newQueue(Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: `queue-${(made += 1)}`, Attributes }),
  );
  return QueueUrl!;
}

const send = (QueueUrl: string, MessageBody = 'x', more: object = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const receive = async (QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? [];
const attributes = async (QueueUrl: string) =>
  (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes ?? {};

test('a queue is made, found by name, listed, changed and deleted', async () => {
  const QueueUrl = await newQueue({ VisibilityTimeout: '5' });
  expect(QueueUrl).toBe(`${cloud.url}/000000000000/queue-${made}`);
  await expect(sqs.send(new GetQueueUrlCommand({ QueueName: `queue-${made}` }))).resolves.toMatchObject({
    QueueUrl,
  });
  expect((await sqs.send(new ListQueuesCommand({ QueueNamePrefix: `queue-${made}` }))).QueueUrls).toEqual([
    QueueUrl,
  ]);
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { DelaySeconds: '7' } }));
  expect(await attributes(QueueUrl)).toMatchObject({
    QueueArn: `arn:aws:sqs:us-east-1:000000000000:queue-${made}`,
    VisibilityTimeout: '5',
    DelaySeconds: '7',
    MessageRetentionPeriod: '345600',
    MaximumMessageSize: '1048576',
    ReceiveMessageWaitTimeSeconds: '0',
    CreatedTimestamp: String(clock.now() / 1000),
  });
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  await expect(sqs.send(new GetQueueUrlCommand({ QueueName: `queue-${made}` }))).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
  });
});

test('a list of queues is paged', async () => {
  for (const QueueName of ['paged-a', 'paged-b', 'paged-c'])
    await sqs.send(new CreateQueueCommand({ QueueName }));
  const list = (more: object) =>
    sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'paged-', MaxResults: 2, ...more }));
  const first = await list({});
  expect(first.QueueUrls?.map((url) => url.slice(-1))).toEqual(['a', 'b']);
  const second = await list({ NextToken: first.NextToken });
  expect(second.QueueUrls?.map((url) => url.slice(-1))).toEqual(['c']);
  expect(second.NextToken).toBeUndefined();
});

test('a queue is found by the last segment of its URL, whatever host it names', async () => {
  const QueueUrl = await newQueue();
  const viaLocalhost = QueueUrl.replace('127.0.0.1', 'localhost');
  await send(viaLocalhost, 'hello');
  expect(await receive(QueueUrl)).toMatchObject([{ Body: 'hello' }]);
});

test('making a queue again is the same queue, with other attributes QueueNameExists', async () => {
  const QueueName = 'made-twice';
  const make = (Attributes: Record<string, string>) =>
    sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  const { QueueUrl } = await make({ DelaySeconds: '1' });
  await expect(make({})).resolves.toMatchObject({ QueueUrl });
  await expect(make({ DelaySeconds: '1' })).resolves.toMatchObject({ QueueUrl });
  await expect(make({ DelaySeconds: '2' })).rejects.toMatchObject({ name: 'QueueNameExists' });
});

const REFUSED_QUEUES: [{ QueueName: string; Attributes?: Record<string, string> }, RegExp][] = [
  [{ QueueName: 'a b' }, /alphanumeric/],
  [{ QueueName: 'x'.repeat(81) }, /alphanumeric/],
  [{ QueueName: 'orders', Attributes: { FifoQueue: 'true' } }, /must end with .fifo/],
  [{ QueueName: 'orders.fifo' }, /alphanumeric/],
  [{ QueueName: `${'x'.repeat(76)}.fifo`, Attributes: { FifoQueue: 'true' } }, /80 in length/],
  [{ QueueName: 'bad', Attributes: { FifoQueue: 'false' } }, /Unknown Attribute FifoQueue/],
  [{ QueueName: 'bad', Attributes: { ContentBasedDeduplication: 'true' } }, /ContentBasedDeduplication/],
  [
    { QueueName: 'bad.fifo', Attributes: { FifoQueue: 'true', DeduplicationScope: 'world' } },
    /DeduplicationScope/,
  ],
  [{ QueueName: 'bad', Attributes: { DelaySeconds: '901' } }, /DelaySeconds/],
  [{ QueueName: 'bad', Attributes: { VisibilityTimeout: 'x' } }, /VisibilityTimeout/],
  [{ QueueName: 'bad', Attributes: { Colour: 'red' } }, /Colour/],
  [{ QueueName: 'bad', Attributes: { RedrivePolicy: 'nonsense' } }, /JSON/],
  [{ QueueName: 'bad', Attributes: { RedrivePolicy: '{"maxReceiveCount":1}' } }, /deadLetterTargetArn/],
  [
    {
      QueueName: 'bad',
      Attributes: { RedrivePolicy: '{"maxReceiveCount":1,"deadLetterTargetArn":"arn:x:missing"}' },
    },
    /Dead letter target/,
  ],
];

test.each(REFUSED_QUEUES)('the queue %j is refused', async (input, message) => {
  await expect(sqs.send(new CreateQueueCommand(input))).rejects.toThrow(message);
});

test('a missing queue is QueueDoesNotExist, which query-compatible SDKs call NonExistentQueue', async () => {
  const QueueUrl = `${cloud.url}/000000000000/missing`;
  const failure = expect.objectContaining({
    name: 'QueueDoesNotExist',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  });
  await expect(send(QueueUrl)).rejects.toEqual(failure);
  await expect(receive(QueueUrl)).rejects.toEqual(failure);
  const answer = await fetch(cloud.url, {
    method: 'POST',
    headers: { 'x-amz-target': 'AmazonSQS.GetQueueUrl', 'content-type': 'application/x-amz-json-1.0' },
    body: '{"QueueName":"missing"}',
  });
  expect(answer.headers.get('x-amzn-query-error')).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
  expect(await answer.json()).toMatchObject({ __type: 'com.amazonaws.sqs#QueueDoesNotExist' });
});

test('a message comes back with its body, its attributes and the digests that SDKs check', async () => {
  const QueueUrl = await newQueue();
  const MessageAttributes = {
    stamp: { DataType: 'String', StringValue: 'ü 😀' },
    size: { DataType: 'Number', StringValue: '12.5' },
    bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 1, 255]) },
  };
  const sent = await send(QueueUrl, 'hello ü', { MessageAttributes });
  const [message] = await receive(QueueUrl, {
    MessageAttributeNames: ['All'],
    MessageSystemAttributeNames: ['All'],
  });
  expect(message).toMatchObject({
    MessageId: sent.MessageId,
    Body: 'hello ü',
    MD5OfBody: sent.MD5OfMessageBody,
    MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
    MessageAttributes,
    Attributes: {
      SenderId: expect.any(String),
      SentTimestamp: String(clock.now()),
      ApproximateReceiveCount: '1',
      ApproximateFirstReceiveTimestamp: String(clock.now()),
    },
  });
});

test('attributes come only as far as they were asked for', async () => {
  const QueueUrl = await newQueue({ VisibilityTimeout: '0' });
  await send(QueueUrl, 'x', { MessageAttributes: { a: { DataType: 'String', StringValue: '1' } } });
  const [bare] = await receive(QueueUrl);
  expect(bare).not.toHaveProperty('Attributes');
  expect(bare).not.toHaveProperty('MessageAttributes');
  const [older] = await receive(QueueUrl, { AttributeNames: ['All'], MessageSystemAttributeNames: [] });
  expect(older?.Attributes).toMatchObject({ ApproximateReceiveCount: '2' });
  const [newer] = await receive(QueueUrl, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
  expect(newer?.Attributes).toEqual({ ApproximateReceiveCount: '3' });
});

test('a batch sends its good entries and names the bad ones', async () => {
  const QueueUrl = await newQueue();
  const { Successful, Failed } = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'good', MessageBody: 'a' },
        { Id: 'control', MessageBody: 'a\u0000b' },
        { Id: 'surrogate', MessageBody: '\ud800' },
        { Id: 'delay', MessageBody: 'a', DelaySeconds: 901 },
        { Id: 'also-good', MessageBody: 'tab\tnewline\n😀' },
      ],
    }),
  );
  expect(Successful?.map(({ Id }) => Id)).toEqual(['good', 'also-good']);
  expect(Failed).toMatchObject([
    { Id: 'control', SenderFault: true, Code: 'InvalidMessageContents' },
    { Id: 'surrogate', SenderFault: true, Code: 'InvalidMessageContents' },
    { Id: 'delay', SenderFault: true, Code: 'InvalidParameterValue' },
  ]);
  expect((await receive(QueueUrl)).map(({ Body }) => Body)).toEqual(['a', 'tab\tnewline\n😀']);
});

test('a batch of none, of eleven, with one id twice or a bad id is refused as a whole', async () => {
  const QueueUrl = await newQueue();
  const batch = (ids: string[]) =>
    sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: ids.map((Id) => ({ Id, MessageBody: 'a' })) }));
  await expect(batch([])).rejects.toMatchObject({ name: 'EmptyBatchRequest' });
  await expect(batch(Array.from({ length: 11 }, (_, n) => `id${n}`))).rejects.toMatchObject({
    name: 'TooManyEntriesInBatchRequest',
  });
  await expect(batch(['a', 'a'])).rejects.toMatchObject({ name: 'BatchEntryIdsNotDistinct' });
  await expect(batch(['a b'])).rejects.toMatchObject({ name: 'InvalidBatchEntryId' });
  expect(await receive(QueueUrl)).toEqual([]);
});

test('a message may have 1 MiB, attributes included, and so may a batch', async () => {
  const QueueUrl = await newQueue();
  const MiB = 1024 * 1024;
  await send(QueueUrl, 'x'.repeat(MiB));
  await expect(send(QueueUrl, 'x'.repeat(MiB + 1))).rejects.toThrow(/shorter than 1048576 bytes/);
  await expect(
    send(QueueUrl, 'x'.repeat(MiB - 5), {
      MessageAttributes: { a: { DataType: 'String', StringValue: 'bcd' } },
    }),
  ).rejects.toThrow(/shorter than 1048576 bytes/);
  const half = 'ü'.repeat(MiB / 4);
  const batch = (last: string) =>
    sqs.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'a', MessageBody: half },
          { Id: 'b', MessageBody: last },
        ],
      }),
    );
  await batch(half);
  await expect(batch(`${half}x`)).rejects.toMatchObject({ name: 'BatchRequestTooLong' });
});

test('parameters out of their range are refused', async () => {
  const QueueUrl = await newQueue();
  await expect(receive(QueueUrl, { MaxNumberOfMessages: 11 })).rejects.toThrow(/MaxNumberOfMessages/);
  await expect(receive(QueueUrl, { WaitTimeSeconds: 21 })).rejects.toThrow(/WaitTimeSeconds/);
  await expect(receive(QueueUrl, { VisibilityTimeout: 43_201 })).rejects.toThrow(/VisibilityTimeout/);
  await expect(send(QueueUrl, '')).rejects.toThrow(/MessageBody/);
});

test('a bad handle fails its own entry of a batch only', async () => {
  const QueueUrl = await newQueue();
  await send(QueueUrl, 'a');
  await send(QueueUrl, 'b');
  const [a, b] = await receive(QueueUrl);
  const changed = await sqs.send(
    new ChangeMessageVisibilityBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'good', ReceiptHandle: a!.ReceiptHandle, VisibilityTimeout: 60 },
        { Id: 'bad', ReceiptHandle: 'nonsense', VisibilityTimeout: 60 },
      ],
    }),
  );
  expect(changed.Successful).toEqual([{ Id: 'good' }]);
  expect(changed.Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid', SenderFault: true }]);
  const deleted = await sqs.send(
    new DeleteMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'bad', ReceiptHandle: 'nonsense' },
        { Id: 'good', ReceiptHandle: b!.ReceiptHandle },
      ],
    }),
  );
  expect(deleted.Successful).toEqual([{ Id: 'good' }]);
  expect(deleted.Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid' }]);
  expect(await attributes(QueueUrl)).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '1' });
});

test('after maxReceiveCount receives a message is a dead letter, with where it came from', async () => {
  const dead = await newQueue();
  const { QueueArn } = await attributes(dead);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: QueueArn, maxReceiveCount: '2' });
  const QueueUrl = await newQueue({ RedrivePolicy, VisibilityTimeout: '1' });
  expect(JSON.parse((await attributes(QueueUrl))['RedrivePolicy']!)).toEqual({
    deadLetterTargetArn: QueueArn,
    maxReceiveCount: 2,
  });
  const sources = await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dead }));
  expect(sources.queueUrls).toEqual([QueueUrl]);
  const none = await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl }));
  expect(none.queueUrls).toEqual([]);
  await send(QueueUrl, 'poison');
  for (let round = 0; round < 2; round += 1) {
    expect(await receive(QueueUrl)).toHaveLength(1);
    clock.advance(1000);
  }
  expect(await receive(QueueUrl)).toEqual([]);
  const [letter] = await receive(dead, { MessageSystemAttributeNames: ['All'] });
  expect(letter).toMatchObject({
    Body: 'poison',
    Attributes: {
      ApproximateReceiveCount: '3',
      DeadLetterQueueSourceArn: (await attributes(QueueUrl))['QueueArn'],
    },
  });
});

test('a delayed message is counted as delayed until its time has come', async () => {
  const QueueUrl = await newQueue({ DelaySeconds: '10' });
  await send(QueueUrl, 'later');
  await send(QueueUrl, 'now', { DelaySeconds: 0 });
  expect(await attributes(QueueUrl)).toMatchObject({
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesDelayed: '1',
  });
  expect(await receive(QueueUrl)).toMatchObject([{ Body: 'now' }]);
  clock.advance(10_000);
  expect(await receive(QueueUrl)).toMatchObject([{ Body: 'later' }]);
});

test('a long poll over HTTP answers when a message arrives', async () => {
  const QueueUrl = await newQueue({ ReceiveMessageWaitTimeSeconds: '20' });
  const polled = receive(QueueUrl);
  await send(QueueUrl, 'here');
  expect(await polled).toMatchObject([{ Body: 'here' }]);
});

test('an aborted long poll takes no message', async () => {
  const QueueUrl = await newQueue();
  for (let round = 0; round < 5; round += 1) {
    const stop = new AbortController();
    const polled = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
      abortSignal: stop.signal,
    });
    // Time enough for the request to arrive, and then for the hang-up.
    await new Promise((resolve) => setTimeout(resolve, 20));
    stop.abort();
    await expect(polled).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await send(QueueUrl, `round ${round}`);
    const [message] = await receive(QueueUrl);
    expect(message?.Body).toBe(`round ${round}`);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message!.ReceiptHandle }));
  }
});

test('a lease that is renewed holds, one that is given up ends at once', async () => {
  const QueueUrl = await newQueue({ VisibilityTimeout: '10' });
  await send(QueueUrl, 'a');
  const [message] = await receive(QueueUrl);
  const change = (VisibilityTimeout: number) =>
    sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl,
        ReceiptHandle: message!.ReceiptHandle,
        VisibilityTimeout,
      }),
    );
  clock.advance(9_000);
  await change(10);
  clock.advance(9_000);
  expect(await receive(QueueUrl)).toEqual([]);
  await change(0);
  expect(await receive(QueueUrl)).toHaveLength(1);
});

test('a purge empties a queue', async () => {
  const QueueUrl = await newQueue();
  await send(QueueUrl);
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  expect(await receive(QueueUrl)).toEqual([]);
  await expect(sqs.send(new PurgeQueueCommand({ QueueUrl }))).rejects.toMatchObject({
    name: 'PurgeQueueInProgress',
  });
});
