import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type LocalCloud, startLocalCloud } from '../local-cloud';
import { type SdkClients, sdkClients } from '../testing/sdk-clients';

let cloud: LocalCloud;
let clients: SdkClients;
let sqs: SQSClient;
let QueueUrl: string;

beforeAll(async () => {
  cloud = await startLocalCloud();
  clients = sdkClients(cloud);
  sqs = clients.sqs;
});
afterAll(async () => {
  clients.destroy();
  await cloud.close();
});

let made = 0;
const newQueue = async (more: Record<string, string> = {}): Promise<string> => {
  const QueueName = `orders-${(made += 1)}.fifo`;
  const { QueueUrl: url = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName, Attributes: { FifoQueue: 'true', ...more } }),
  );
  return url;
};
beforeEach(async () => {
  QueueUrl = await newQueue({ ContentBasedDeduplication: 'true' });
});

const send = (MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: 'group', ...more }));
const receive = async (MaxNumberOfMessages = 10) =>
  (
    await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages,
        MessageSystemAttributeNames: ['All'],
      }),
    )
  ).Messages ?? [];

test('FifoQueue: the queue says what it is, and cannot become something else', async () => {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  expect(Attributes).toMatchObject({
    FifoQueue: 'true',
    ContentBasedDeduplication: 'true',
    DeduplicationScope: 'queue',
    FifoThroughputLimit: 'perQueue',
  });
  await expect(
    sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { FifoQueue: 'false' } })),
  ).rejects.toMatchObject({ name: 'InvalidAttributeValue' });
});

test('MessageGroupId is required', async () => {
  await expect(send('a', { MessageGroupId: undefined })).rejects.toThrow(/MessageGroupId/);
  await expect(send('a', { MessageGroupId: 'a b' })).rejects.toThrow(/alphanumeric and punctuation/);
});

test('MessageDeduplicationId is required without ContentBasedDeduplication', async () => {
  QueueUrl = await newQueue();
  await expect(send('a')).rejects.toThrow(/ContentBasedDeduplication/);
  await send('a', { MessageDeduplicationId: 'id' });
});

test('DelaySeconds is of the whole queue, not of one message', async () => {
  await expect(send('a', { DelaySeconds: 1 })).rejects.toThrow(/not valid for this queue type/);
});

test('SequenceNumber, MessageGroupId and MessageDeduplicationId come back, in the order of sending', async () => {
  const first = await send('a', { MessageDeduplicationId: 'one' });
  const second = await send('b', { MessageDeduplicationId: 'two' });
  expect(BigInt(second.SequenceNumber ?? 0)).toBeGreaterThan(BigInt(first.SequenceNumber ?? 0));
  expect((await receive()).map(({ Body, Attributes }) => ({ Body, ...Attributes }))).toMatchObject([
    {
      Body: 'a',
      MessageGroupId: 'group',
      MessageDeduplicationId: 'one',
      SequenceNumber: first.SequenceNumber,
    },
    {
      Body: 'b',
      MessageGroupId: 'group',
      MessageDeduplicationId: 'two',
      SequenceNumber: second.SequenceNumber,
    },
  ]);
});

test('a message sent again is accepted as the first one and delivered once', async () => {
  const first = await send('same body');
  const again = await send('same body', { MessageGroupId: 'other' });
  expect([again.MessageId, again.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
  expect(await receive()).toHaveLength(1);
});

test('a batch deduplicates and refuses entry by entry', async () => {
  const { Successful, Failed } = await sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: [
        { Id: 'a', MessageBody: 'one', MessageGroupId: 'g' },
        { Id: 'b', MessageBody: 'one', MessageGroupId: 'g' },
        { Id: 'c', MessageBody: 'two' },
      ],
    }),
  );
  expect(Successful?.[0]?.MessageId).toBe(Successful?.[1]?.MessageId);
  expect(Failed).toMatchObject([{ Id: 'c', SenderFault: true, Code: 'MissingParameter' }]);
});

test('a message group is blocked while one of its messages is in flight', async () => {
  await send('a1');
  await send('a2');
  await send('b1', { MessageGroupId: 'other' });
  const [first] = await receive(1);
  expect((await receive()).map(({ Body }) => Body)).toEqual(['b1']);
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
  expect((await receive()).map(({ Body }) => Body)).toEqual(['a2']);
});

test('a standard queue takes a MessageGroupId, and no MessageDeduplicationId', async () => {
  const standard = await sqs.send(new CreateQueueCommand({ QueueName: 'standard' }));
  QueueUrl = standard.QueueUrl ?? '';
  await send('a', { MessageGroupId: 'tenant' });
  const [message] = await receive();
  expect(message?.Attributes).toMatchObject({ MessageGroupId: 'tenant' });
  expect(message?.Attributes).not.toHaveProperty('SequenceNumber');
  await expect(send('a', { MessageDeduplicationId: 'id' })).rejects.toThrow(/not valid for this queue type/);
});
