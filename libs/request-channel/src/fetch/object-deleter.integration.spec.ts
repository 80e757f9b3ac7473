import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startLocalCloud, type LocalCloud } from '@widgets/local-cloud-server';
import { cloudClients, watchCalls, type Call } from '../testing/cloud-clients';
import { createObjectDeleter } from './object-deleter';

let cloud: LocalCloud;
let clients: ReturnType<typeof cloudClients>;
let calls: Call[];

beforeEach(async () => {
  cloud = await startLocalCloud({ buckets: ['one', 'two'] });
  clients = cloudClients(cloud.url);
  for (const Bucket of ['one', 'two']) {
    for (const Key of ['a', 'b', 'c <&>"']) {
      await clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    }
  }
  calls = [];
  watchCalls(clients.s3, { before: (call) => void calls.push(call) });
});
afterEach(async () => {
  clients.destroy();
  await cloud.close();
});

async function keysIn(Bucket: string): Promise<(string | undefined)[]> {
  const { Contents = [] } = await clients.s3.send(new ListObjectsV2Command({ Bucket }));
  return Contents.map(({ Key }) => Key);
}

test('objects are deleted in one call per bucket, whatever their keys', async () => {
  const objects = createObjectDeleter(clients.s3);
  await Promise.all([
    objects.add({ bucket: 'one', key: 'a' }),
    objects.add({ bucket: 'one', key: 'c <&>"' }),
    objects.add({ bucket: 'two', key: 'b' }),
  ]);
  expect(calls.map(({ input }) => input.Delete?.Objects.map(({ Key }) => Key))).toEqual([
    ['a', 'c <&>"'],
    ['b'],
  ]);
  expect([await keysIn('one'), await keysIn('two')]).toEqual([['b'], ['a', 'c <&>"']]);
});

test('a key that no XML can hold is deleted by itself, and keeps no other from it', async () => {
  const odd = ['\u0001', 'a\ufffe', '\u000b'];
  for (const Key of odd) await clients.s3.send(new PutObjectCommand({ Bucket: 'one', Key, Body: 'x' }));
  calls = [];
  const objects = createObjectDeleter(clients.s3);
  await Promise.all(['a', ...odd, 'b\t'].map((key) => objects.add({ bucket: 'one', key })));
  const lists = calls.flatMap(({ input }) => input.Delete?.Objects.map(({ Key }) => Key) ?? []);
  expect(lists).toEqual(['a', 'b\t']);
  expect(await keysIn('one')).toEqual(['b', 'c <&>"']);
});

test('an object that is gone already is deleted', async () => {
  const objects = createObjectDeleter(clients.s3);
  await expect(objects.add({ bucket: 'one', key: 'gone' })).resolves.toBeUndefined();
});

test('an object that S3 does not delete rejects alone, with what S3 says', async () => {
  clients.s3.middlewareStack.add(
    (next) => async (args) => {
      const { output, response } = await next(args);
      const Errors = [{ Key: 'b', Code: 'AccessDenied', Message: 'no' }];
      return { response, output: { ...output, Errors } };
    },
    { step: 'initialize' },
  );
  const objects = createObjectDeleter(clients.s3);
  const results = await Promise.allSettled(['a', 'b'].map((key) => objects.add({ bucket: 'one', key })));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(results[1]).toMatchObject({ reason: { message: 'AccessDenied: no' } });
});

test('a bucket that is gone fails its own objects only', async () => {
  const objects = createObjectDeleter(clients.s3);
  const results = await Promise.allSettled([
    objects.add({ bucket: 'gone', key: 'a' }),
    objects.add({ bucket: 'one', key: 'a' }),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});

test('a flush deletes at once what is gathered for every bucket', async () => {
  const objects = createObjectDeleter(clients.s3);
  const added = ['one', 'two'].map((bucket) => objects.add({ bucket, key: 'a' }));
  await objects.flush();
  expect([await keysIn('one'), await keysIn('two')]).not.toContainEqual(expect.arrayContaining(['a']));
  await Promise.all(added);
});
