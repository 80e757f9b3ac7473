import { CreateTableCommand, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { inParallel, type Pace } from './in-parallel';

export type Sizes = { messages: number; objects: number; updates: number; patienceSeconds: number };
/** How much was done a second, or how long one call took; `isWhole` is false when the patience was over first. */
export type Measurement = { what: string; value: number; isWhole: boolean };

const BATCH = 10;
const PROBES = 21;

const clientConfig = (url: string) => ({
  endpoint: url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** Sends all messages, receives them, and then receives once more from a queue with all of them in flight. */
export async function measureSqs(url: string, { messages, patienceSeconds }: Sizes): Promise<Measurement[]> {
  const client = new SQSClient(clientConfig(url));
  const { QueueUrl } = await client.send(
    new CreateQueueCommand({ QueueName: 'bench', Attributes: { VisibilityTimeout: '3600' } }),
  );
  const body = 'x'.repeat(200);
  const batch = (no: number) =>
    Array.from({ length: BATCH }, (_, n) => ({ Id: `${n}`, MessageBody: `${no} ${n} ${body}` }));
  const receive = async (): Promise<number> => {
    const answer = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: BATCH }));
    return answer.Messages?.length ?? 0;
  };
  const patienceMs = patienceSeconds * 1000;
  const count = Math.ceil(messages / BATCH);
  const sent = await inParallel({ count, patienceMs }, async (no) => {
    await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: batch(no) }));
    return BATCH;
  });
  const received = await inParallel({ count: Infinity, patienceMs }, receive);
  const empty = await timeOfOne('an empty receive with all of them in flight, ms', receive);
  client.destroy();
  return [
    pace(`send ${messages} messages, a second`, sent, messages),
    pace('receive them, a second', received, sent.done),
    empty,
  ];
}

/** Puts all objects, lists them in pages of a thousand, and one by one from the middle. */
export async function measureS3(url: string, { objects, patienceSeconds }: Sizes): Promise<Measurement[]> {
  const client = new S3Client({ ...clientConfig(url), forcePathStyle: true });
  const Bucket = 'bench';
  await client.send(new CreateBucketCommand({ Bucket }));
  const key = (n: number): string => `key-${String(n).padStart(8, '0')}`;
  const body = 'x'.repeat(500);
  const put = await inParallel({ count: objects, patienceMs: patienceSeconds * 1000 }, async (n) => {
    await client.send(new PutObjectCommand({ Bucket, Key: key(n), Body: body }));
    return 1;
  });
  const listed = { done: 0, tookMs: performance.now() };
  for await (const page of paginateListObjectsV2({ client }, { Bucket })) listed.done += page.KeyCount ?? 0;
  listed.tookMs = performance.now() - listed.tookMs;
  const StartAfter = key(Math.floor(put.done / 2));
  const one = await timeOfOne('a page of one key among them, ms', () =>
    client.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1, StartAfter })),
  );
  client.destroy();
  return [
    pace(`put ${objects} objects, a second`, put, objects),
    pace('list them, a second', listed, put.done),
    one,
  ];
}

/** Updates made under a condition, each of an item of its own. */
export async function measureDynamo(
  url: string,
  { updates, patienceSeconds }: Sizes,
): Promise<Measurement[]> {
  const client = new DynamoDBClient(clientConfig(url));
  const TableName = 'bench';
  await client.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  const update = (n: number) =>
    new UpdateItemCommand({
      TableName,
      Key: { id: { S: `item-${n}` } },
      UpdateExpression: 'SET colour = :colour',
      ConditionExpression: 'attribute_not_exists(id)',
      ExpressionAttributeValues: { ':colour': { S: 'red' } },
    });
  const updated = await inParallel({ count: updates, patienceMs: patienceSeconds * 1000 }, async (n) => {
    await client.send(update(n));
    return 1;
  });
  client.destroy();
  return [pace(`${updates} conditional updates, a second`, updated, updates)];
}

const pace = (what: string, { done, tookMs }: Pace, all: number): Measurement => ({
  what,
  value: (done / tookMs) * 1000,
  isWhole: done >= all,
});

/** The median of calls one after the other. */
async function timeOfOne(what: string, call: () => Promise<unknown>): Promise<Measurement> {
  const tookMs: number[] = [];
  for (let n = 0; n < PROBES; n += 1) {
    const startedAtMs = performance.now();
    await call();
    tookMs.push(performance.now() - startedAtMs);
  }
  return { what, value: tookMs.sort((a, b) => a - b)[Math.floor(PROBES / 2)] ?? NaN, isWhole: true };
}
