import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { hasTest, namedTests } from './named-tests';

const DOCUMENT = new URL('../../../docs/delivery-semantics.md', import.meta.url);

describe('the tests that a document names', () => {
  test('are the words of its links to test files', () => {
    const markdown = 'See [a claim](../a/b.spec.ts), [another](c.contract.ts) and [no test](d.md).';
    expect(namedTests(markdown)).toEqual([
      { name: 'a claim', file: '../a/b.spec.ts' },
      { name: 'another', file: 'c.contract.ts' },
    ]);
  });

  test('are found by their words', () => {
    const source = `test("it\\"s so", () => undefined);`;
    expect(hasTest(source, 'it"s so')).toBe(true);
    expect(hasTest(source, 'it is so')).toBe(false);
  });
});

const named = namedTests(readFileSync(DOCUMENT, 'utf8'));

test('docs/delivery-semantics.md names tests for what it claims', () => {
  expect(named.length).toBeGreaterThan(30);
});

test.each(named)('docs/delivery-semantics.md is right about: $name', ({ name, file }) => {
  expect(hasTest(readFileSync(new URL(file, DOCUMENT), 'utf8'), name)).toBe(true);
});
