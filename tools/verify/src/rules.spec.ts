import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { RULES } from './rules';

test('docs/verify.md tells every rule in the words of the code, and no other', async () => {
  const text = await readFile(new URL('../../../docs/verify.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\|$/gm)];
  expect(rows.map(([, rule, says]) => [rule, says])).toEqual(Object.entries(RULES));
});
