import { beforeEach, describe, expect, test } from '@jest/globals';
import { createBucketCursor, EMPTY_PAUSE_MS, type BucketCursor } from './bucket-cursor';
import type { ListedObject, ListingPage } from './list-requests';

let keys: string[];
let listings: string[];
let busy: Set<string>;
let now: number;
let random: number;
let cursor: BucketCursor;

const PAGE = 4;

function list(after: string): Promise<ListingPage> {
  listings.push(after);
  const rest = keys.filter((key) => key > after);
  const objects = rest.slice(0, PAGE).map((key) => ({ bucket: 'b', key, lastModified: 0 }));
  return Promise.resolve({ objects, next: rest.length > PAGE ? objects.at(-1)?.key : undefined });
}

beforeEach(() => {
  keys = [...'abcdefghij'];
  listings = [];
  busy = new Set();
  now = 0;
  random = 0;
  const beginListing = () => {
    const before = new Set(busy);
    return ({ key }: ListedObject) => !before.has(key) && !busy.has(key);
  };
  cursor = createBucketCursor({ list, beginListing, monotonic: () => now, random: () => random });
});

/** Takes so many objects, each in hand from then on. */
async function take(count: number): Promise<ListedObject[]> {
  const taken: ListedObject[] = [];
  for (let at = 0; at < count; at += 1) {
    await cursor.refill();
    const object = cursor.shift();
    if (object === undefined) break;
    busy.add(object.key);
    taken.push(object);
  }
  return taken;
}
const takeKeys = async (count: number): Promise<string> => (await take(count)).map(({ key }) => key).join('');
const remove = (...removed: string[]): void => {
  keys = keys.filter((key) => !removed.includes(key));
};

describe('a bucket', () => {
  test('gives its keys in their order, a listing a page', async () => {
    expect(await takeKeys(4)).toBe('abcd');
    expect(listings).toEqual(['']);
  });

  test('is listed from the beginning again, as what came late may sort early', async () => {
    await takeKeys(4);
    remove(...'abcd');
    keys.unshift('B');
    expect(await takeKeys(4)).toBe('Befg');
    expect(listings).toEqual(['', '']);
  });

  test('is listed on where a page holds nothing but what is in hand', async () => {
    expect(await takeKeys(8)).toBe('abcdefgh');
    expect(listings).toEqual(['', '', 'd']);
  });

  test('that is empty is listed every 100 ms', async () => {
    keys = [];
    expect(await takeKeys(1)).toBe('');
    keys = ['a'];
    now = EMPTY_PAUSE_MS - 1;
    expect(await takeKeys(1)).toBe('');
    expect(listings).toHaveLength(1);
    now = EMPTY_PAUSE_MS;
    expect(await takeKeys(1)).toBe('a');
    expect(listings).toHaveLength(2);
  });
});

describe('when somebody else works on the bucket', () => {
  test('what was listed is dropped, and the next listing is taken up at a random offset', async () => {
    const [first] = await take(2);
    random = 0.5;
    cursor.noteGone(first!);
    remove(...'abc');
    expect(await takeKeys(2)).toBe('fg');
  });

  test('the random offset is for one listing: after it the smallest key is next', async () => {
    const [first] = await take(1);
    random = 0.99;
    cursor.noteGone(first!);
    expect(await takeKeys(3)).toBe('dbc');
  });

  test('an object of an earlier listing tells nothing new', async () => {
    const [first] = await take(4);
    await take(1);
    random = 0.9;
    cursor.noteGone(first!);
    expect(await takeKeys(1)).toBe('f');
    expect(listings).toEqual(['', '', 'd']);
  });
});
