import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fromByteString, KeyIndex, toByteString } from './key-index';
import { listPage, type ListQuery } from './listing';

const indexOf = (keys: Iterable<string>): KeyIndex => {
  const index = new KeyIndex();
  for (const key of keys) index.add(toByteString(key));
  return index;
};

/** Keys out of a few characters, so that prefixes and delimiters meet. */
const keys = fc.uniqueArray(
  fc.string({ unit: fc.constantFrom('a', 'b', '/', '\ufffd', '😀'), minLength: 1, maxLength: 6 }),
  {
    maxLength: 40,
  },
);

/** Every page of a listing, joined. */
function allPages(
  index: KeyIndex,
  query: Omit<ListQuery, 'after'>,
): { keys: string[]; commonPrefixes: string[] } {
  const all = { keys: [] as string[], commonPrefixes: [] as string[] };
  let after: string | undefined = '';
  while (after !== undefined) {
    const page = listPage(index, { ...query, after });
    expect(page.keys.length + page.commonPrefixes.length).toBeLessThanOrEqual(query.maxKeys);
    all.keys.push(...page.keys);
    all.commonPrefixes.push(...page.commonPrefixes);
    after = page.next;
  }
  return all;
}

test('keys are listed in the order of their UTF-8 bytes', () => {
  fc.assert(
    fc.property(keys, (names) => {
      const { keys: listed } = allPages(indexOf(names), { prefix: '', delimiter: '', maxKeys: 1000 });
      const expected = [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(listed.map(fromByteString)).toEqual(expected);
    }),
  );
});

test('pages of any size hold every key and every common prefix once', () => {
  fc.assert(
    fc.property(
      keys,
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom('', 'a', 'b/', '/'),
      fc.constantFrom('', '/', 'b/', 'a'),
      (names, maxKeys, prefix, delimiter) => {
        const index = indexOf(names);
        const inPrefix = names.filter((name) => name.startsWith(prefix)).map(toByteString);
        const rolledUp = new Set<string>();
        const plain = inPrefix.filter((name) => {
          const at = delimiter === '' ? -1 : name.indexOf(delimiter, prefix.length);
          if (at >= 0) rolledUp.add(name.slice(0, at + delimiter.length));
          return at < 0;
        });
        const listed = allPages(index, { prefix, delimiter, maxKeys });
        expect(listed.keys).toEqual([...plain].sort());
        expect(listed.commonPrefixes).toEqual([...rolledUp].sort());
      },
    ),
  );
});

test('a page begins after a key, whether that key exists or not', () => {
  const index = indexOf(['a', 'c', 'e']);
  const query = { prefix: '', delimiter: '', maxKeys: 1000 };
  expect(listPage(index, { ...query, after: 'c' }).keys).toEqual(['e']);
  expect(listPage(index, { ...query, after: 'b' }).keys).toEqual(['c', 'e']);
});

test('a key that is removed is listed no more', () => {
  const index = indexOf(['a', 'b', 'c']);
  index.remove('b');
  index.remove('not there');
  expect(listPage(index, { prefix: '', delimiter: '', after: '', maxKeys: 10 }).keys).toEqual(['a', 'c']);
});

test('a page of no keys is not truncated', () => {
  expect(listPage(indexOf(['a']), { prefix: '', delimiter: '', after: '', maxKeys: 0 })).toEqual({
    keys: [],
    commonPrefixes: [],
  });
});
