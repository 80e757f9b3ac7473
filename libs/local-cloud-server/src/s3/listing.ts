import { afterPrefix, type KeyIndex } from './key-index';

/** All texts as byte strings, see `KeyIndex`. */
export type ListQuery = {
  prefix: string;
  /** Empty for none. */
  delimiter: string;
  /** The page begins after this key or common prefix; empty for the start. */
  after: string;
  maxKeys: number;
};

export type ListPage = {
  keys: string[];
  commonPrefixes: string[];
  /** Where the next page begins; absent on the last one. */
  next?: string;
};

/** One page of a bucket, as all of S3's list actions count it: keys and common prefixes together, in one order. */
export function listPage(index: KeyIndex, query: ListQuery): ListPage {
  const page: ListPage = { keys: [], commonPrefixes: [] };
  if (query.maxKeys === 0) return page;
  let last = '';
  let position = startOf(index, query);
  for (let key = index.at(position); key?.startsWith(query.prefix); key = index.at(position)) {
    if (page.keys.length + page.commonPrefixes.length === query.maxKeys) return { ...page, next: last };
    const common = commonPrefixOf(key, query);
    if (common === undefined) {
      page.keys.push(key);
      last = key;
      position += 1;
    } else {
      page.commonPrefixes.push(common);
      last = common;
      position = endOf(index, common);
    }
  }
  return page;
}

function startOf(index: KeyIndex, { prefix, delimiter, after }: ListQuery): number {
  if (after < prefix || after === '') return index.lowerBound(prefix);
  // A page that ended with a common prefix goes on after all the keys that it stands for.
  if (commonPrefixOf(after, { prefix, delimiter }) === after) return endOf(index, after);
  const position = index.lowerBound(after);
  return index.at(position) === after ? position + 1 : position;
}

function endOf(index: KeyIndex, prefix: string): number {
  const next = afterPrefix(prefix);
  return next === undefined ? index.size : index.lowerBound(next);
}

function commonPrefixOf(
  key: string,
  { prefix, delimiter }: Pick<ListQuery, 'prefix' | 'delimiter'>,
): string | undefined {
  if (delimiter === '' || !key.startsWith(prefix)) return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}
