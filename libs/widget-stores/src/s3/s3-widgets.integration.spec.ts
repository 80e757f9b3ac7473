import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startLocalCloud, type LocalCloud } from '@widgets/local-cloud-server';
import { DEFAULT_WIDGET_KEY_LAYOUT, widgetKey, type Widget } from '@widgets/widget-model';
import { CannotContinue } from '@widgets/widget-pipeline';
import { applyTo, FRESH, OTHER_MARY, sampleRequest, sampleRules } from '../testing/sample-requests';
import { describeWidgetStore } from '../widget-store.contract';
import { createWidgetStore } from '../widget-store';
import { decodeOrder } from './order-json';
import { s3Widgets } from './s3-widgets';

const BUCKET = 'widgets-web';
let cloud: LocalCloud;
let s3: S3Client;
let calls: (string | undefined)[] = [];

beforeAll(async () => {
  cloud = await startLocalCloud({ buckets: [BUCKET] });
  s3 = new S3Client({
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    forcePathStyle: true,
  });
  s3.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        calls.push(commandName);
        return next(args);
      },
    { step: 'initialize' },
  );
});
afterEach(() => {
  calls = [];
});
afterAll(async () => {
  s3.destroy();
  await cloud.close();
});

const storeWith = (layout = DEFAULT_WIDGET_KEY_LAYOUT, bucket = BUCKET) =>
  createWidgetStore(s3Widgets({ s3, bucket, layout }), sampleRules({ ordering: 'off' }));

async function bodyAt(key: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));

type Body = Omit<Widget, 'otherAttributes'> & { otherAttributes: { name: string; value: string }[] };

describeWidgetStore(() => ({
  backend: s3Widgets({ s3, bucket: BUCKET, layout: DEFAULT_WIDGET_KEY_LAYOUT }),
  async stored(identity) {
    const text = await bodyAt(widgetKey(DEFAULT_WIDGET_KEY_LAYOUT, identity));
    if (text === undefined) return undefined;
    const { _order: order, ...body } = JSON.parse(text) as Body & { _order?: unknown };
    return {
      ...body,
      order: decodeOrder(order),
      otherAttributes: new Map(body.otherAttributes.map(({ name, value }) => [name, value])),
    };
  },
}));

describe('where a widget lies', () => {
  test('its owner has a folder, and its body is JSON in the fields of the contract', async () => {
    await applyTo(
      storeWith(),
      sampleRequest('create', {
        widgetId: 'w 1',
        requestId: 'r1',
        owner: 'Sue  Smith',
        label: 'L',
        otherAttributes: new Map([['color', 'red']]),
      }),
    );
    const key = 'widgets/sue--smith/w%201';
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
    expect(ContentType).toBe('application/json');
    expect(await Body?.transformToString()).toBe(
      '{"widgetId":"w 1","owner":"Sue  Smith","label":"L","description":null,' +
        '"otherAttributes":[{"name":"color","value":"red"}],"requestId":"r1"}',
    );
  });

  test('no id leads out of the folder of its owner', async () => {
    await applyTo(storeWith(), sampleRequest('create', { widgetId: '../john-jones/w', owner: 'Sue Smith' }));
    expect(await bodyAt('widgets/john-jones/w')).toBeUndefined();
    expect(await bodyAt('widgets/sue-smith/..%2Fjohn-jones%2Fw')).toBeDefined();
  });

  test('without folders all owners share the prefix, and a widget stays with its owner', async () => {
    const store = storeWith({ prefix: 'flat/', useOwner: false });
    const create = sampleRequest('create', { widgetId: 'shared', label: 'mine' });
    await applyTo(store, create);
    const stranger = { widgetId: 'shared', owner: 'John Jones', label: 'stolen' };
    for (const type of ['create', 'update', 'delete'] as const) {
      expect(await applyTo(store, sampleRequest(type, stranger))).toMatchObject({ kind: 'missing' });
    }
    expect(await bodyAt('flat/shared')).toContain('"label":"mine"');
  });

  test('with an empty prefix it is the owner’s folder at the root', async () => {
    await applyTo(storeWith({ prefix: '', useOwner: true }), sampleRequest('create', { widgetId: 'root' }));
    expect(await bodyAt('mary-matthews/root')).toBeDefined();
  });

  test('two owners with one slug are two owners', async () => {
    const create = sampleRequest('create', { widgetId: 'slug', label: 'mine' });
    await applyTo(storeWith(), create);
    const second = sampleRequest('create', { widgetId: 'slug', owner: OTHER_MARY });
    expect(await applyTo(storeWith(), second)).toMatchObject({
      kind: 'missing',
      mayCome: false,
      reason: 'the widget of this id belongs to another owner',
    });
  });
});

describe('bodies of other programs', () => {
  test('keep the fields that are not ours through an update', async () => {
    await put(
      'widgets/mary-matthews/foreign',
      '{"widgetId":"foreign","owner":"Mary Matthews","label":"L","madeBy":{"tool":"consumer.py"},"__proto__":1}',
    );
    const update = sampleRequest('update', { widgetId: 'foreign', description: 'D' });
    expect(await applyTo(storeWith(), update)).toEqual({ kind: 'applied' });
    const text = (await bodyAt('widgets/mary-matthews/foreign')) ?? '';
    expect(text).toContain('"__proto__":1');
    expect(JSON.parse(text)).toMatchObject({
      label: 'L',
      description: 'D',
      madeBy: { tool: 'consumer.py' },
      otherAttributes: [],
    });
  });

  test('that cannot be read are a warning to an update and a delete, and stay', async () => {
    await put('widgets/mary-matthews/odd', '{"widgetId":');
    for (const type of ['update', 'delete'] as const) {
      const request = sampleRequest(type, { widgetId: 'odd', label: 'L' });
      expect(await applyTo(storeWith(), request)).toEqual({
        kind: 'missing',
        mayCome: false,
        reason: 'what is stored is no widget: it is not JSON',
      });
    }
    expect(await bodyAt('widgets/mary-matthews/odd')).toBe('{"widgetId":');
  });

  test('that cannot be read give way to a create', async () => {
    await put('widgets/mary-matthews/odd-too', '[]');
    const create = sampleRequest('create', { widgetId: 'odd-too', label: 'L' });
    expect(await applyTo(storeWith(), create)).toEqual({ kind: 'applied' });
    expect(await bodyAt('widgets/mary-matthews/odd-too')).toContain('"label":"L"');
  });

  test('that are copies of another widget do not lead a change to that widget', async () => {
    const body = '{"widgetId":"original","owner":"Mary Matthews","label":"L"}';
    await put('widgets/mary-matthews/original', body);
    await put('widgets/mary-matthews/copy', body);
    const update = sampleRequest('update', { widgetId: 'copy', label: 'changed' });
    expect(await applyTo(storeWith(), update)).toEqual({
      kind: 'missing',
      mayCome: false,
      reason: 'what is stored is no widget: it is the body of widget original',
    });
    expect(await bodyAt('widgets/mary-matthews/original')).toBe(body);
  });
});

describe('calls', () => {
  test('a create of a new widget is one', async () => {
    await applyTo(storeWith(), sampleRequest('create'));
    expect(calls).toEqual(['PutObjectCommand']);
  });

  test('an update, and a delete, reads and writes', async () => {
    const create = sampleRequest('create');
    await applyTo(storeWith(), create);
    calls = [];
    await applyTo(storeWith(), sampleRequest('update', { widgetId: create.widgetId, label: 'L' }));
    expect(calls).toEqual(['GetObjectCommand', 'PutObjectCommand']);
    calls = [];
    await applyTo(storeWith(), sampleRequest('delete', { widgetId: create.widgetId }));
    expect(calls).toEqual(['GetObjectCommand', 'DeleteObjectCommand']);
  });

  test('of an update end when the lease is lost', async () => {
    const signal = AbortSignal.abort();
    const apply = storeWith().apply(sampleRequest('update'), { stamp: '', origin: FRESH, signal });
    await expect(apply).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('what cannot be', () => {
  describe.each(['create', 'update', 'delete'] as const)('a %s', (type) => {
    test.each([
      ['too long an id', 'w'.repeat(1024)],
      ['an id that is too long for a URL as well', 'ü'.repeat(10_000)],
    ])('of %s is refused', async (_what, widgetId) => {
      expect(await applyTo(storeWith(), sampleRequest(type, { widgetId }))).toEqual({
        kind: 'refused',
        reason: 'the widget id is too long for an S3 key',
      });
    });
  });

  test.each(['create', 'update', 'delete'] as const)('a %s stops when the bucket is gone', async (type) => {
    const store = storeWith(DEFAULT_WIDGET_KEY_LAYOUT, 'no-such-bucket');
    const gone = applyTo(store, sampleRequest(type, { label: 'L' }));
    await expect(gone).rejects.toThrow(CannotContinue);
    await expect(gone).rejects.toThrow('aws s3 mb s3://no-such-bucket');
  });
});
