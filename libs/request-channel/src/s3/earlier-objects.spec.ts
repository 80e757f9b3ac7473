import { describe, expect, test } from '@jest/globals';
import { createEarlierObjects } from './earlier-objects';
import type { ListedObject, ListingPage } from './list-requests';

const object = (key: string, lastModified = 0): ListedObject => ({ bucket: 'b', key, lastModified });

/** A bucket that lists two keys at a time, and what is asked of it. */
function bucketOf(
  objects: readonly ListedObject[],
  mayBeCreate: (object: ListedObject) => boolean = () => true,
) {
  const listed: string[] = [];
  let now = 0;
  const list = (_bucket: string, after: string): Promise<ListingPage> => {
    listed.push(after);
    const rest = objects.filter(({ key }) => key > after);
    const page = rest.slice(0, 2);
    return Promise.resolve({ objects: page, next: rest.length > 2 ? page.at(-1)?.key : undefined });
  };
  const isAhead = createEarlierObjects({ list, mayBeCreate, monotonic: () => now });
  return { isAhead, listed, wait: (ms: number) => void (now += ms) };
}

describe('the create of a widget may still be ahead of a request', () => {
  test('while its bucket holds a smaller key', async () => {
    expect(await bucketOf([object('1'), object('3')]).isAhead(object('3'))).toBe(true);
    expect(await bucketOf([object('3'), object('4')]).isAhead(object('3'))).toBe(false);
    expect(await bucketOf([]).isAhead(object('3'))).toBe(false);
  });

  test('but not in what was stored after it: that would never end', async () => {
    expect(await bucketOf([object('1', 10_000)]).isAhead(object('3', 9_000))).toBe(true);
    expect(await bucketOf([object('1', 10_000)]).isAhead(object('3', 8_999))).toBe(false);
  });

  test('but not in what cannot be a create', async () => {
    const notFirst = ({ key }: ListedObject): boolean => key !== '1';
    expect(await bucketOf([object('1'), object('3')], notFirst).isAhead(object('3'))).toBe(false);
    expect(await bucketOf([object('1'), object('2')], notFirst).isAhead(object('3'))).toBe(true);
  });
});

test('the listing is read on as far as its key, and no further', async () => {
  const keys = ['1', '2', '3', '4', '5', '6', '7'];
  const bucket = bucketOf(
    keys.map((key) => object(key)),
    ({ key }) => key > '4',
  );
  expect(await bucket.isAhead(object('4'))).toBe(false);
  expect(bucket.listed).toEqual(['', '2']);
  expect(await bucket.isAhead(object('6'))).toBe(true);
  expect(bucket.listed).toEqual(['', '2', '2', '4']);
});

test('those who ask within 100 ms share the beginning of a listing', async () => {
  const bucket = bucketOf([object('1')]);
  await Promise.all([bucket.isAhead(object('2')), bucket.isAhead(object('3'))]);
  bucket.wait(99);
  await bucket.isAhead(object('2'));
  expect(bucket.listed).toHaveLength(1);
  bucket.wait(1);
  await bucket.isAhead(object('2'));
  expect(bucket.listed).toHaveLength(2);
});
