import { DeleteBucketCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startLocalCloud, type LocalCloud } from '@widgets/local-cloud-server';
import { CannotContinue, type RequestObjects } from '@widgets/widget-pipeline';
import { cloudClients } from '../testing/cloud-clients';
import { createRequestObjects } from './request-objects';

let cloud: LocalCloud;
let clients: ReturnType<typeof cloudClients>;
let objects: RequestObjects;
const { signal } = new AbortController();

beforeAll(async () => {
  cloud = await startLocalCloud({ buckets: ['requests', 'gone', 'others'] });
  clients = cloudClients(cloud.url);
  objects = createRequestObjects({
    s3: clients.s3,
    buckets: ['requests', 'gone'],
    foreignPrefixes: ['rejected/', 'widgets/'],
  });
});
afterAll(async () => {
  clients.destroy();
  await cloud.close();
});

const put = (Bucket: string, Key: string) =>
  clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: '{}' }));
const isThere = (Bucket: string, Key: string) =>
  clients.s3.send(new HeadObjectCommand({ Bucket, Key })).then(
    () => true,
    () => false,
  );

test('an object exists until it is deleted', async () => {
  await put('requests', 'k');
  const object = { bucket: 'requests', key: 'k' };
  expect(await objects.exists(object, signal)).toBe(true);
  await objects.delete(object, signal);
  expect(await objects.exists(object, signal)).toBe(false);
  expect(await isThere('requests', 'k')).toBe(false);
});

test('deleting what is gone already succeeds', async () => {
  await objects.delete({ bucket: 'requests', key: 'never-there' }, signal);
  expect(await objects.exists({ bucket: 'requests', key: 'never-there' }, signal)).toBe(false);
});

test.each([
  ['others', 'k'],
  ['requests', 'rejected/k'],
  ['requests', 'widgets/mary/k'],
])('%s/%s is not touched, and counts as being there', async (bucket, key) => {
  await put(bucket, key);
  await objects.delete({ bucket, key }, signal);
  expect(await isThere(bucket, key)).toBe(true);
  expect(await objects.exists({ bucket, key: `${key}-never-there` }, signal)).toBe(true);
});

test('of a bucket that is gone nobody can tell whether an object was still there', async () => {
  await clients.s3.send(new DeleteBucketCommand({ Bucket: 'gone' }));
  const looking = objects.exists({ bucket: 'gone', key: 'k' }, signal);
  await expect(looking).rejects.toThrow('The request bucket gone is gone, with the requests in it.');
  await expect(looking).rejects.toBeInstanceOf(CannotContinue);
});
