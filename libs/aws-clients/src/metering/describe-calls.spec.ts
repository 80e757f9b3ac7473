import { expect, test } from '@jest/globals';
import type { BilledUnits, MeterReading } from './call-meter';
import { describeCalls } from './describe-calls';
import { PRICES } from './prices';

const billed: BilledUnits[] = [
  { service: 's3', resource: 'requests', item: 's3Write', units: 1000 },
  { service: 's3', resource: 'requests', item: 's3Read', units: 500 },
  { service: 's3', resource: 'widgets', item: 's3Read', units: 500 },
  { service: 'sqs', resource: 'jobs', item: 'sqs', units: 100 },
  { service: 'dynamodb', resource: 'widgets', item: 'dynamodbWrite', units: 2000 },
];
const reading: MeterReading = {
  counts: { s3: { PutObject: 1000, GetObject: 1000 }, sqs: { SendMessageBatch: 100 }, dynamodb: {} },
  billed,
};
const WHERE = `(list prices of us-east-1, ${PRICES.asOf}, calls alone)`;

test('the rows tell the calls, the price of a million requests by service, and what request objects are of it', () => {
  expect(describeCalls(reading, { requests: 1000, requestBuckets: ['requests'] })).toEqual([
    ['AWS calls', '2,100, 2.1 per request'],
    ['  s3', 'PutObject 1,000, GetObject 1,000'],
    ['  sqs', 'SendMessageBatch 100'],
    ['AWS price', `$6.69 per million requests: s3 $5.40, sqs $0.04, dynamodb $1.25 ${WHERE}`],
    ['  inline', 'messages that carry the requests would save $5.20'],
  ]);
});

test('nothing is said of inline messages where there is no such choice', () => {
  const labels = describeCalls(reading, { requests: 1000, requestBuckets: [] }).map(([label]) => label);
  expect(labels).toEqual(['AWS calls', '  s3', '  sqs', 'AWS price']);
});

test('without a request there is no price of one', () => {
  const rows = describeCalls({ ...reading, billed: [] }, { requests: 0, requestBuckets: ['requests'] });
  expect(rows.map(([label]) => label)).toEqual(['AWS calls', '  s3', '  sqs']);
  expect(rows[0]).toEqual(['AWS calls', '2,100']);
});
