import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  HeadBucketCommand,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
  type LifecycleRule,
} from '@aws-sdk/client-s3';
import { DeleteQueueCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startLocalCloud, type LocalCloud } from '@widgets/local-cloud-server';
import { ensureBucket } from './bucket';
import { readExpirations } from './expirations';
import { ensureQueue, readQueueSettings, readRetention } from './queue';
import { ensureTable } from './table';

let cloud: LocalCloud;
let s3: S3Client;
let sqs: SQSClient;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  cloud = await startLocalCloud({ buckets: ['there'], queues: [{ name: 'there' }] });
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const config = { endpoint: cloud.url, region: 'us-east-1', credentials };
  s3 = new S3Client({ ...config, forcePathStyle: true });
  sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  dynamodb = new DynamoDBClient(config);
});
afterAll(async () => {
  for (const client of [s3, sqs, dynamodb]) client.destroy();
  await cloud.close();
});

describe('what is missing', () => {
  test('is made where that is asked for, once', async () => {
    for (const _time of [1, 2]) {
      await ensureBucket(s3, 'made', 'create');
      await ensureTable(dynamodb, { table: 'made', keyName: 'pk', whenMissing: 'create' });
      const url = await ensureQueue(sqs, { queue: 'made', whenMissing: 'create', isAws: false });
      expect(url).toMatch(/\/made$/);
    }
    await s3.send(new HeadBucketCommand({ Bucket: 'made' }));
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: 'made' }));
    expect(Table?.KeySchema).toEqual([{ AttributeName: 'pk', KeyType: 'HASH' }]);
  });

  test('is made once by several at the same moment', async () => {
    const makers = [1, 2, 3].map(() =>
      ensureTable(dynamodb, { table: 'raced', keyName: 'id', whenMissing: 'create' }),
    );
    await Promise.all([...makers, ...[1, 2, 3].map(() => ensureBucket(s3, 'raced', 'create'))]);
  });

  test('is an error elsewhere, and nothing is made', async () => {
    await expect(ensureBucket(s3, 'no-bucket', 'fail')).rejects.toMatchObject({ name: 'NotFound' });
    const queue = { queue: 'no-queue', whenMissing: 'fail' as const, isAws: true };
    await expect(ensureQueue(sqs, queue)).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
    const table = { table: 'no-table', keyName: 'id', whenMissing: 'fail' as const };
    await expect(ensureTable(dynamodb, table)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(ensureBucket(s3, 'no-bucket', 'fail')).rejects.toMatchObject({ name: 'NotFound' });
  });
});

describe('a queue', () => {
  test.each([
    'there',
    'https://sqs.us-east-1.amazonaws.com/123456789012/there',
    'http://elsewhere.example/1/there/',
  ])('given as %s is found by its name where the cloud is not AWS', async (queue) => {
    const url = await ensureQueue(sqs, { queue, whenMissing: 'fail', isAws: false });
    expect(url).toBe(await ensureQueue(sqs, { queue: 'there', whenMissing: 'fail', isAws: false }));
  });

  test('given by URL on AWS is taken at its URL, once it has answered', async () => {
    const queue = `${cloud.url}/000000000000/there`;
    expect(await ensureQueue(sqs, { queue, whenMissing: 'fail', isAws: true })).toBe(queue);
  });

  const make = (queue: string) => ensureQueue(sqs, { queue, whenMissing: 'create', isAws: false });

  test('tells its lease, and where it sends what is received too often', async () => {
    const [url, dead] = await Promise.all(['work', 'dead'].map(make));
    expect(await readQueueSettings(sqs, url!)).toEqual({
      leaseSeconds: 30,
      retentionSeconds: 345_600,
      deadLetterQueueUrl: undefined,
      maxReceiveCount: undefined,
    });
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead',
      maxReceiveCount: '7',
    });
    const Attributes = { VisibilityTimeout: '45', MessageRetentionPeriod: '90', RedrivePolicy };
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
    expect(await readQueueSettings(sqs, url!)).toEqual({
      leaseSeconds: 45,
      retentionSeconds: 90,
      deadLetterQueueUrl: dead,
      maxReceiveCount: 7,
    });
    expect(await readRetention(sqs, dead!)).toBe(345_600);
    await sqs.send(new DeleteQueueCommand({ QueueUrl: dead }));
    expect(await readQueueSettings(sqs, url!)).toMatchObject({ deadLetterQueueUrl: undefined });
  });
});

describe('the expirations of a bucket', () => {
  const rule = (more: Partial<LifecycleRule>): LifecycleRule => ({
    Status: 'Enabled',
    Filter: { Prefix: '' },
    Expiration: { Days: 7 },
    ...more,
  });

  test('are those of its rules in force that delete objects, with what they are limited to', async () => {
    await ensureBucket(s3, 'ruled', 'create');
    expect(await readExpirations(s3, 'ruled')).toEqual([]);
    const Rules = [
      rule({ ID: 'all' }),
      rule({ ID: 'some', Filter: { And: { Prefix: '17', ObjectSizeGreaterThan: 5 } } }),
      rule({ ID: 'old', Filter: { Prefix: 'x' }, Expiration: { Date: new Date('2030-01-01T00:00:00Z') } }),
      rule({ ID: 'tagged', Filter: { Tag: { Key: 'k', Value: 'v' } } }),
      rule({ ID: 'off', Status: 'Disabled' }),
      rule({ ID: 'moves', Expiration: { ExpiredObjectDeleteMarker: true } }),
    ];
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket: 'ruled', LifecycleConfiguration: { Rules } }),
    );
    expect(await readExpirations(s3, 'ruled')).toEqual([
      { rule: 'all', prefix: '', days: 7, isTagged: false },
      { rule: 'some', prefix: '17', days: 7, isTagged: false },
      { rule: 'old', prefix: 'x', days: 'on a date', isTagged: false },
      { rule: 'tagged', prefix: '', days: 7, isTagged: true },
    ]);
  });
});
