import { expect, test } from '@jest/globals';
import { gather } from './gather';
import { inBatches } from './outgoing';

test('items are sent when they are many enough, and the rest at the end', async () => {
  const sent: number[][] = [];
  const gathering = gather<number>({ max: 2, lingerMs: 60_000 }, (items) => {
    sent.push([...items]);
    return Promise.resolve();
  });
  for (const item of [1, 2, 3]) gathering.add(item);
  expect(sent).toEqual([[1, 2]]);
  await gathering.flush();
  expect(sent).toEqual([[1, 2], [3]]);
});

test('items are sent when the first has waited', async () => {
  const sent = await new Promise<readonly string[]>((resolve) => {
    gather<string>({ max: 10, lingerMs: 1 }, (items) => Promise.resolve(resolve(items))).add('alone');
  });
  expect(sent).toEqual(['alone']);
});

test('batches are full but for the last', () => {
  expect([...inBatches([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
  expect([...inBatches([], 2)]).toEqual([]);
});
