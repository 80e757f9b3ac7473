import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startLocalCloud, type LocalCloud } from '@widgets/local-cloud-server';
import { CannotContinue } from '@widgets/widget-pipeline';
import { findTableKey } from './table-key';

const KEY_NAMES = ['id', 'widgetId', 'widget_id', 'pk'];
let cloud: LocalCloud;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  cloud = await startLocalCloud({
    tables: [
      ...KEY_NAMES.map((name) => ({ name: `by-${name}`, partitionKey: { name, type: 'S' as const } })),
      {
        name: 'sorted',
        partitionKey: { name: 'id', type: 'S' },
        sortKey: { name: 'made', type: 'N' },
      },
      { name: 'numbered', partitionKey: { name: 'id', type: 'N' } },
      { name: 'by-label', partitionKey: { name: 'label', type: 'S' } },
    ],
  });
  dynamodb = new DynamoDBClient({
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
});
afterAll(async () => {
  dynamodb.destroy();
  await cloud.close();
});

test.each(KEY_NAMES)('a table whose key is %s holds widgets under it', async (name) => {
  expect(await findTableKey(dynamodb, `by-${name}`)).toBe(name);
});

test.each([
  ['sorted', 'its key is made of id, made, and a widget has only its id'],
  ['numbered', 'its key id is not a string'],
  ['by-label', 'its key label is the name of another field of a widget'],
])('the table %s cannot hold widgets, and the message says why', async (table, why) => {
  const found = findTableKey(dynamodb, table);
  await expect(found).rejects.toThrow(CannotContinue);
  await expect(found).rejects.toThrow(`The DynamoDB table ${table} cannot hold widgets: ${why}.`);
});

test('a table that is missing is named, with the command that makes it', async () => {
  const found = findTableKey(dynamodb, 'missing');
  await expect(found).rejects.toThrow(CannotContinue);
  await expect(found).rejects.toThrow('aws dynamodb create-table --table-name missing');
});

test('any other failure is left as it is', async () => {
  await expect(findTableKey(dynamodb, 'no good name!')).rejects.not.toThrow(CannotContinue);
});
