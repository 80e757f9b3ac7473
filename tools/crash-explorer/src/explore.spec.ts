import { describe, expect, test } from '@jest/globals';
import { explore } from './explore';
import { describeFailure } from './run-crash-explorer';
import { SOURCES } from './sources';
import { STORES } from './stores';

/** Of all that is built. */
const DIST = new URL('../../../dist/', import.meta.url);

describe.each(SOURCES)(
  'a consumer of a %s that is killed right before and right after a call of each kind',
  (source) => {
    test.each(STORES)(
      'and started again makes every widget right in %s, and loses no request',
      async (store) => {
        const options = { atOnce: 4, signal: new AbortController().signal };
        const setting = { source, store, seed: 7 };
        const { failures, crashes } = await explore(DIST, setting, { kind: 'one of each' }, options);
        expect(failures.map(describeFailure)).toEqual([]);
        expect(crashes).toBeGreaterThan(7);
      },
      300_000,
    );
  },
);
