import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalCloud, startLocalCloud } from './local-cloud';
import { type HttpCaller, httpCaller } from './testing/http-caller';

let cloud: LocalCloud;
let caller: HttpCaller;

beforeAll(async () => {
  cloud = await startLocalCloud({
    buckets: ['bucket'],
    tables: [{ name: 'table', partitionKey: { name: 'id', type: 'S' } }],
  });
  caller = httpCaller(cloud.port);
});
afterAll(async () => {
  caller.destroy();
  await cloud.close();
});

test('of ten racing creators with If-None-Match: * one wins, a thousand times', async () => {
  for (let round = 0; round < 1000; round += 1) {
    const path = `/bucket/key-${round}`;
    const create = (writer: number) =>
      caller.call({ method: 'PUT', path, headers: { 'if-none-match': '*' }, body: `writer ${writer}` });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, writer) => create(writer)));
    const winners = answers.flatMap(({ status }, writer) => (status === 200 ? [writer] : []));
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
    expect((await caller.call({ method: 'GET', path })).body).toBe(`writer ${winners[0]}`);
  }
});

test('two thousand concurrent conditional ADDs count to two thousand', async () => {
  const dynamo = (action: string, params: object) =>
    caller.call({
      method: 'POST',
      path: '/',
      headers: {
        'x-amz-target': `DynamoDB_20120810.${action}`,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-date': '20250101T000000Z',
        authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify({ TableName: 'table', ...params }),
    });
  const Key = { id: { S: 'counter' } };
  await dynamo('PutItem', { Item: { ...Key, n: { N: '0' } } });
  const add = {
    Key,
    UpdateExpression: 'ADD n :one',
    ConditionExpression: 'attribute_exists(id)',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  };
  const answers = await Promise.all(Array.from({ length: 2000 }, () => dynamo('UpdateItem', add)));
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect(JSON.parse((await dynamo('GetItem', { Key })).body)).toMatchObject({ Item: { n: { N: '2000' } } });
});
