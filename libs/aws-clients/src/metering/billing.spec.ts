import { expect, test } from '@jest/globals';
import type { ServiceName } from '../service';
import { billedUnits, pricedItem, type BilledCall } from './billing';

const call = (service: ServiceName, action: string, more: Partial<BilledCall> = {}): BilledCall => ({
  ...{ service, action, resource: 'things', sentBytes: 100, receivedBytes: 100, capacityUnits: undefined },
  ...more,
});

test.each([
  ['s3', 'PutObject', 's3Write'],
  ['s3', 'CopyObject', 's3Write'],
  ['s3', 'ListObjectsV2', 's3Write'],
  ['s3', 'DeleteObjects', 's3Write'],
  ['s3', 'GetObject', 's3Read'],
  ['s3', 'HeadBucket', 's3Read'],
  ['s3', 'DeleteObject', undefined],
  ['sqs', 'ReceiveMessage', 'sqs'],
  ['dynamodb', 'UpdateItem', 'dynamodbWrite'],
  ['dynamodb', 'GetItem', 'dynamodbRead'],
  ['dynamodb', 'DescribeTable', undefined],
] as const)('%s %s is billed as %s', (service, action, item) => {
  expect(pricedItem(call(service, action))).toBe(item);
});

test('a FIFO queue has a price of its own', () => {
  expect(pricedItem(call('sqs', 'SendMessageBatch', { resource: 'jobs.fifo' }))).toBe('sqsFifo');
});

test.each([
  [0, 0, 1],
  [65_536, 10, 1],
  [65_537, 10, 2],
  [10, 1_048_576, 16],
])('SQS bills %d bytes there and %d back as %d', (sentBytes, receivedBytes, units) => {
  expect(billedUnits(call('sqs', 'SendMessageBatch', { sentBytes, receivedBytes }))).toBe(units);
});

test('DynamoDB bills what it says that it consumed, or one unit', () => {
  expect(billedUnits(call('dynamodb', 'PutItem', { capacityUnits: 3 }))).toBe(3);
  expect(billedUnits(call('dynamodb', 'PutItem'))).toBe(1);
});

test('S3 bills calls, however large', () => {
  expect(billedUnits(call('s3', 'PutObject', { sentBytes: 10_000_000 }))).toBe(1);
});
