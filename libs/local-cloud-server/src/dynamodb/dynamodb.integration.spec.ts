import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  paginateScan,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalCloud, startLocalCloud } from '../local-cloud';
import { type SdkClients, sdkClients } from '../testing/sdk-clients';

let cloud: LocalCloud;
let clients: SdkClients;
let dynamo: DynamoDBClient;

beforeAll(async () => {
  cloud = await startLocalCloud({
    tables: [
      { name: 'things', partitionKey: { name: 'id', type: 'S' } },
      { name: 'ranges', partitionKey: { name: 'pk', type: 'S' }, sortKey: { name: 'sk', type: 'N' } },
    ],
  });
  clients = sdkClients(cloud);
  dynamo = clients.dynamo;
});
afterAll(async () => {
  clients.destroy();
  await cloud.close();
});

const failureOf = async (sent: Promise<unknown>): Promise<ConditionalCheckFailedException> => {
  const error: unknown = await sent.catch((reason: unknown) => reason);
  if (error instanceof ConditionalCheckFailedException) return error;
  throw new Error(`not a failed condition: ${String(error)}`);
};

test('tables that were asked for at start are there with their keys', async () => {
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: 'ranges' }));
  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'N' },
    ],
  });
});

test('a table can be used the moment it is made, and made again the moment it is dropped', async () => {
  for (let round = 0; round < 10; round += 1) {
    await dynamo.send(
      new CreateTableCommand({
        TableName: 'brief',
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      }),
    );
    await dynamo.send(new PutItemCommand({ TableName: 'brief', Item: { id: { S: 'a' } } }));
    await dynamo.send(new DeleteTableCommand({ TableName: 'brief' }));
  }
  expect((await dynamo.send(new ListTablesCommand({}))).TableNames).toEqual(['ranges', 'things']);
});

test('a put on condition of absence succeeds once', async () => {
  const put = () =>
    dynamo.send(
      new PutItemCommand({
        TableName: 'things',
        Item: { id: { S: 'once' } },
        ConditionExpression: 'attribute_not_exists(id)',
      }),
    );
  await put();
  const failure = await failureOf(put());
  expect(failure.Item).toBeUndefined();
});

test('a failed condition comes with the item, if it was asked for', async () => {
  const TableName = 'ranges';
  const Key = { pk: { S: 'a' }, sk: { N: '1' } };
  const Item = { ...Key, colour: { S: 'red' }, list: { L: [{ S: 'x' }] } };
  await dynamo.send(new PutItemCommand({ TableName, Item }));
  const wanted = { TableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;
  const absent = { ...wanted, ConditionExpression: 'attribute_not_exists(pk)' };
  const failures = await Promise.all([
    failureOf(dynamo.send(new PutItemCommand({ ...absent, Item: { ...Key, other: { S: 'x' } } }))),
    failureOf(dynamo.send(new DeleteItemCommand({ ...absent, Key }))),
    failureOf(
      dynamo.send(
        new UpdateItemCommand({
          ...absent,
          Key,
          UpdateExpression: 'SET colour = :blue',
          ExpressionAttributeValues: { ':blue': { S: 'blue' } },
        }),
      ),
    ),
  ]);
  for (const failure of failures) expect(failure.Item).toEqual(Item);
  const missing = await failureOf(
    dynamo.send(
      new DeleteItemCommand({
        ...wanted,
        Key: { pk: { S: 'missing' }, sk: { N: '1' } },
        ConditionExpression: 'attribute_exists(pk)',
      }),
    ),
  );
  expect(missing.Item).toBeUndefined();
});

test('UpdateItem with ADD and REMOVE changes one item and returns it as asked', async () => {
  const Key = { id: { S: 'updated' } };
  await dynamo.send(
    new PutItemCommand({ TableName: 'things', Item: { ...Key, n: { N: '1' }, colour: { S: 'red' } } }),
  );
  const { Attributes } = await dynamo.send(
    new UpdateItemCommand({
      TableName: 'things',
      Key,
      UpdateExpression: 'ADD n :two REMOVE colour',
      ExpressionAttributeValues: { ':two': { N: '2' } },
      ReturnValues: 'ALL_NEW',
    }),
  );
  expect(Attributes).toEqual({ ...Key, n: { N: '3' } });
});

test('Query returns the items of one partition in order of their sort key', async () => {
  for (const n of ['10', '9', '-1']) {
    await dynamo.send(new PutItemCommand({ TableName: 'ranges', Item: { pk: { S: 'q' }, sk: { N: n } } }));
  }
  const { Items } = await dynamo.send(
    new QueryCommand({
      TableName: 'ranges',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'q' } },
    }),
  );
  expect(Items?.map(({ sk }) => sk?.N)).toEqual(['-1', '9', '10']);
});

test('BatchWriteItem puts and deletes, BatchGetItem reads', async () => {
  const ids = ['batch-1', 'batch-2', 'batch-3'];
  const write = (requests: WriteRequest[]) =>
    dynamo.send(new BatchWriteItemCommand({ RequestItems: { things: requests } }));
  await write(ids.map((id) => ({ PutRequest: { Item: { id: { S: id } } } })));
  await write([{ DeleteRequest: { Key: { id: { S: 'batch-1' } } } }]);
  const { Responses, UnprocessedKeys } = await dynamo.send(
    new BatchGetItemCommand({ RequestItems: { things: { Keys: ids.map((id) => ({ id: { S: id } })) } } }),
  );
  expect(Responses?.['things']?.map(({ id }) => id?.S).sort()).toEqual(['batch-2', 'batch-3']);
  expect(UnprocessedKeys).toEqual({});
});

test('a scan pages through every item', async () => {
  for (let n = 0; n < 25; n += 1) {
    await dynamo.send(new PutItemCommand({ TableName: 'things', Item: { id: { S: `scanned-${n}` } } }));
  }
  const seen = new Set<string>();
  for await (const page of paginateScan({ client: dynamo, pageSize: 7 }, { TableName: 'things' })) {
    for (const item of page.Items ?? []) seen.add(item['id']?.S ?? '');
  }
  expect([...seen].filter((id) => id.startsWith('scanned-'))).toHaveLength(25);
});

test('errors have the names that the SDK knows', async () => {
  const missing = { TableName: 'missing', Key: { id: { S: 'a' } } };
  await expect(dynamo.send(new GetItemCommand(missing))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(
    dynamo.send(new PutItemCommand({ TableName: 'things', Item: { other: { S: 'a' } } })),
  ).rejects.toMatchObject({ name: 'ValidationException' });
});
