import { DynamoDBClient, PutItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startLocalCloud, type LocalCloud } from '@widgets/local-cloud-server';
import { CannotContinue } from '@widgets/widget-pipeline';
import { applyTo, FRESH, MARY, sampleRequest, sampleRules } from '../testing/sample-requests';
import { describeWidgetStore } from '../widget-store.contract';
import { createWidgetStore } from '../widget-store';
import { dynamoDbWidgets } from './dynamodb-widgets';
import { decodeItem } from './widget-item';

let cloud: LocalCloud;
let dynamodb: DynamoDBClient;
let calls: (string | undefined)[] = [];
let inputs: object[] = [];

beforeAll(async () => {
  cloud = await startLocalCloud({
    tables: ['id', 'widgetId', 'pk'].map((name) => ({
      name: `widgets-${name}`,
      partitionKey: { name, type: 'S' },
    })),
  });
  dynamodb = new DynamoDBClient({
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  dynamodb.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        calls.push(commandName);
        inputs.push(args.input);
        return next(args);
      },
    { step: 'initialize' },
  );
});
afterEach(() => {
  calls = [];
  inputs = [];
});
afterAll(async () => {
  dynamodb.destroy();
  await cloud.close();
});

const storeIn = (keyName = 'id', table = `widgets-${keyName}`) =>
  createWidgetStore(dynamoDbWidgets({ dynamodb, table, keyName }), sampleRules({ ordering: 'off' }));

type Item = Record<string, AttributeValue>;

/** The item as it came over the wire: the SDK would lose the value of an attribute named `__proto__`. */
async function itemOf(widgetId: string, keyName = 'id'): Promise<Item | undefined> {
  const response = await fetch(cloud.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.GetItem',
      'x-amz-date': '20250101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=x/20250101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x',
    },
    body: JSON.stringify({ TableName: `widgets-${keyName}`, Key: { [keyName]: { S: widgetId } } }),
  });
  if (!response.ok) throw new Error(await response.text());
  return ((await response.json()) as { Item?: Item }).Item;
}

const put = (item: Item) => dynamodb.send(new PutItemCommand({ TableName: 'widgets-id', Item: item }));

describeWidgetStore(() => ({
  backend: dynamoDbWidgets({ dynamodb, table: 'widgets-id', keyName: 'id' }),
  async stored({ widgetId }) {
    const item = await itemOf(widgetId);
    return item && decodeItem(item, 'id');
  },
  // dynalite reads its prototype for one more type of the value.
  cloudRefuses: ['__proto__'],
}));

describe('how a widget lies in the table', () => {
  test('each attribute is one of its own, and null is none', async () => {
    const create = sampleRequest('create', {
      label: 'L',
      otherAttributes: new Map([
        ['color', 'red'],
        ['note', ''],
      ]),
    });
    await applyTo(storeIn(), create);
    expect(await itemOf(create.widgetId)).toEqual({
      id: { S: create.widgetId },
      owner: { S: MARY },
      label: { S: 'L' },
      requestId: { S: create.requestId },
      color: { S: 'red' },
      note: { S: '' },
    });
  });

  test('an attribute named __proto__ is sent like any other', async () => {
    const sent: Uint8Array[] = [];
    dynamodb.middlewareStack.add(
      (next) => (args) => {
        sent.push((args.request as { body: Uint8Array }).body);
        return next(args);
      },
      { step: 'finalizeRequest', name: 'bodies' },
    );
    const otherAttributes = new Map([['__proto__', 'value']]);
    await applyTo(storeIn(), sampleRequest('create', { otherAttributes }));
    dynamodb.middlewareStack.remove('bodies');
    expect(new TextDecoder().decode(sent[0])).toContain('"__proto__":{"S":"value"}');
  });

  test('label and description that an update sets to null are gone', async () => {
    const create = sampleRequest('create', { label: 'L', description: 'D' });
    const { widgetId } = create;
    await applyTo(storeIn(), create);
    await applyTo(storeIn(), sampleRequest('update', { widgetId, label: '', description: '' }));
    expect(Object.keys((await itemOf(widgetId)) ?? {}).sort()).toEqual(['id', 'owner', 'requestId']);
  });

  test.each(['widgetId', 'pk'])('its id lies under the key of the table, %s', async (keyName) => {
    const store = storeIn(keyName);
    const create = sampleRequest('create');
    const { widgetId } = create;
    await applyTo(store, create);
    await applyTo(store, sampleRequest('update', { widgetId, label: 'L' }));
    expect(await itemOf(widgetId, keyName)).toEqual({
      [keyName]: { S: widgetId },
      owner: { S: MARY },
      label: { S: 'L' },
      requestId: { S: create.requestId },
    });
    expect(await applyTo(store, sampleRequest('delete', { widgetId }))).toEqual({ kind: 'applied' });
    expect(await itemOf(widgetId, keyName)).toBeUndefined();
  });
});

describe('items of other programs', () => {
  test('keep attributes of other types through an update', async () => {
    await put({ id: { S: 'foreign' }, owner: { S: MARY }, price: { N: '9.5' }, tags: { SS: ['a'] } });
    const update = sampleRequest('update', { widgetId: 'foreign', label: 'L' });
    expect(await applyTo(storeIn(), update)).toEqual({ kind: 'applied' });
    expect(await itemOf('foreign')).toEqual({
      ...{ id: { S: 'foreign' }, owner: { S: MARY }, label: { S: 'L' } },
      ...{ price: { N: '9.5' }, tags: { SS: ['a'] } },
    });
  });

  test.each<[string, Item]>([
    ['no request id', {}],
    ['null for a request id', { requestId: { NULL: true } }],
    ['a number for a request id', { requestId: { N: '7' } }],
  ])('with %s can be overwritten and deleted', async (_what, requestId) => {
    const create = sampleRequest('create', { widgetId: 'no-request-id', label: 'L' });
    const item = { id: { S: 'no-request-id' }, owner: { S: MARY }, ...requestId };
    await put(item);
    expect(await applyTo(storeIn(), create)).toEqual({ kind: 'applied' });
    await put(item);
    const remove = sampleRequest('delete', { widgetId: 'no-request-id' });
    expect(await applyTo(storeIn(), remove)).toEqual({ kind: 'applied' });
  });

  test('without an owner are nobody’s to change', async () => {
    await put({ id: { S: 'ownerless' } });
    for (const type of ['create', 'update', 'delete'] as const) {
      const request = sampleRequest(type, { widgetId: 'ownerless', label: 'L' });
      expect(await applyTo(storeIn(), request)).toMatchObject({ kind: 'missing' });
    }
    expect(await itemOf('ownerless')).toEqual({ id: { S: 'ownerless' } });
  });
});

describe('calls', () => {
  test('a create, and an update, is one', async () => {
    const create = sampleRequest('create');
    await applyTo(storeIn(), create);
    await applyTo(storeIn(), sampleRequest('update', { widgetId: create.widgetId, label: 'L' }));
    expect(calls).toEqual(['PutItemCommand', 'UpdateItemCommand']);
  });

  test('a delete reads what is there now, and writes', async () => {
    const create = sampleRequest('create');
    await applyTo(storeIn(), create);
    calls = [];
    await applyTo(storeIn(), sampleRequest('delete', { widgetId: create.widgetId }));
    expect(calls).toEqual(['GetItemCommand', 'DeleteItemCommand']);
    expect(inputs[1]).toMatchObject({ ConsistentRead: true });
  });

  test('of an update end when the lease is lost', async () => {
    const signal = AbortSignal.abort();
    const apply = storeIn().apply(sampleRequest('update'), { stamp: '', origin: FRESH, signal });
    await expect(apply).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('what cannot be', () => {
  const tooMuch = new Map(Array.from({ length: 9 }, (_, at) => [`note-${at}`, 'x'.repeat(50_000)]));

  test('a create of over 400 KB is refused', async () => {
    const outcome = await applyTo(storeIn(), sampleRequest('create', { otherAttributes: tooMuch }));
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringContaining('size') });
  });

  test('an update that would make a widget larger than 400 KB is refused, and changes nothing', async () => {
    const create = sampleRequest('create', { label: 'L' });
    await applyTo(storeIn(), create);
    const update = sampleRequest('update', { widgetId: create.widgetId, otherAttributes: tooMuch });
    expect(await applyTo(storeIn(), update)).toMatchObject({ kind: 'refused' });
    expect(decodeItem((await itemOf(create.widgetId)) ?? {}, 'id').otherAttributes).toEqual(new Map());
  });

  test.each(['create', 'update', 'delete'] as const)('a %s of too long an id is refused', async (type) => {
    const request = sampleRequest(type, { widgetId: 'w'.repeat(2049), label: 'L' });
    expect(await applyTo(storeIn(), request)).toMatchObject({ kind: 'refused' });
  });

  test.each(['create', 'update'] as const)(
    'a %s with an attribute named as the key is refused',
    async (type) => {
      const request = sampleRequest(type, { otherAttributes: new Map([['pk', 'another widget']]) });
      expect(await applyTo(storeIn('pk'), request)).toEqual({
        kind: 'refused',
        reason: "the attribute pk has the name of the table's key",
      });
      expect(calls).toEqual([]);
    },
  );

  test.each(['create', 'update', 'delete'] as const)('a %s stops when the table is gone', async (type) => {
    const gone = applyTo(storeIn('id', 'no-such-table'), sampleRequest(type, { label: 'L' }));
    await expect(gone).rejects.toThrow(CannotContinue);
    await expect(gone).rejects.toThrow('aws dynamodb create-table --table-name no-such-table');
  });
});
