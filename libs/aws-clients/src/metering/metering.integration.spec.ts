import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startLocalCloud, type LocalCloud } from '@widgets/local-cloud-server';
import { createClients, type AwsClients } from '../create-clients';
import { ensureQueue } from '../resources/queue';

let cloud: LocalCloud;
let clients: AwsClients;
const environment = { ...process.env };

beforeAll(async () => {
  process.env['AWS_ACCESS_KEY_ID'] = process.env['AWS_SECRET_ACCESS_KEY'] = 'local';
  cloud = await startLocalCloud({
    buckets: ['requests'],
    queues: [{ name: 'work' }],
    tables: [{ name: 'widgets', partitionKey: { name: 'id', type: 'S' } }],
  });
  clients = await createClients({ region: 'us-east-1', endpointUrl: cloud.url });
});
afterAll(async () => {
  process.env = environment;
  clients.destroy();
  await cloud.close();
});

test('calls are billed by what they name, by the payload of messages and by the size of items', async () => {
  const { s3, sqs, dynamodb, meter } = clients;
  const QueueUrl = await ensureQueue(sqs, { queue: 'work', whenMissing: 'fail', isAws: false });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x'.repeat(150_000) }));
  await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
  await s3.send(new PutObjectCommand({ Bucket: 'requests', Key: 'k', Body: 'x' }));
  await s3.send(new GetObjectCommand({ Bucket: 'requests', Key: 'k' }));
  const Item = { id: { S: 'w' }, note: { S: 'x'.repeat(2500) } };
  await dynamodb.send(new PutItemCommand({ TableName: 'widgets', Item }));
  expect(meter.reading().billed).toEqual([
    { service: 'sqs', resource: 'work', item: 'sqs', units: 1 + 3 + 3 },
    { service: 's3', resource: 'requests', item: 's3Write', units: 1 },
    { service: 's3', resource: 'requests', item: 's3Read', units: 1 },
    { service: 'dynamodb', resource: 'widgets', item: 'dynamodbWrite', units: 3 },
  ]);
});

test('a call that is refused is billed as well', async () => {
  const before = clients.meter.reading().billed;
  const missing = new GetObjectCommand({ Bucket: 'nowhere', Key: 'k' });
  await expect(clients.s3.send(missing)).rejects.toMatchObject({ name: 'NoSuchBucket' });
  const refused = { service: 's3', resource: 'nowhere', item: 's3Read', units: 1 };
  expect(clients.meter.reading().billed).toEqual([...before, refused]);
});
