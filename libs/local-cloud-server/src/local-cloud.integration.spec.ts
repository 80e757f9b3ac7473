import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type LocalCloud, startLocalCloud } from './index';

let cloud: LocalCloud;
const config = () => ({
  endpoint: cloud.url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
});

beforeAll(async () => {
  cloud = await startLocalCloud({
    buckets: ['requests'],
    queues: [{ name: 'work', deadLetters: { queue: 'work-dlq', maxReceiveCount: 10 } }, { name: 'work-dlq' }],
    tables: [{ name: 'items', partitionKey: { name: 'id', type: 'S' } }],
  });
});
afterAll(() => cloud.close());

test('an S3 object comes back as it was put, and is listed', async () => {
  const s3 = new S3Client(config());
  await s3.send(
    new PutObjectCommand({ Bucket: 'requests', Key: 'a b/ü+%', Body: 'hello', Metadata: { reason: 'x' } }),
  );
  const got = await s3.send(new GetObjectCommand({ Bucket: 'requests', Key: 'a b/ü+%' }));
  expect(await got.Body!.transformToString()).toBe('hello');
  expect(got.Metadata).toEqual({ reason: 'x' });
  const list = await s3.send(new ListObjectsV2Command({ Bucket: 'requests' }));
  expect(list.Contents?.map(({ Key }) => Key)).toEqual(['a b/ü+%']);
  s3.destroy();
});

test('an SQS message is sent, received and deleted', async () => {
  const sqs = new SQSClient(config());
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'work' }));
  await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: 'hello',
      MessageAttributes: { n: { DataType: 'Number', StringValue: '1' } },
    }),
  );
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] }),
  );
  expect(Messages?.[0]?.Body).toBe('hello');
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages?.[0]?.ReceiptHandle }));
  sqs.destroy();
});

test('a DynamoDB item is put, updated and read', async () => {
  const db = new DynamoDBClient(config());
  expect((await db.send(new DescribeTableCommand({ TableName: 'items' }))).Table?.TableStatus).toBe('ACTIVE');
  await db.send(new PutItemCommand({ TableName: 'items', Item: { id: { S: '1' }, n: { N: '1' } } }));
  await db.send(
    new UpdateItemCommand({
      TableName: 'items',
      Key: { id: { S: '1' } },
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    }),
  );
  const { Item } = await db.send(new GetItemCommand({ TableName: 'items', Key: { id: { S: '1' } } }));
  expect(Item).toEqual({ id: { S: '1' }, n: { N: '2' } });
  db.destroy();
});
