import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MinHeap } from './min-heap';

const drain = (heap: MinHeap<number>): number[] => {
  const items: number[] = [];
  for (let item = heap.pop(); item !== undefined; item = heap.pop()) items.push(item);
  return items;
};

test('items come out in order, whatever the order in which they went in', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (items) => {
      const heap = new MinHeap<number>((a, b) => a - b);
      for (const item of items) heap.push(item);
      expect(heap.peek()).toBe(items.length > 0 ? Math.min(...items) : undefined);
      expect(drain(heap)).toEqual([...items].sort((a, b) => a - b));
    }),
  );
});

test('what is not retained does not come out', () => {
  const heap = new MinHeap<number>((a, b) => a - b);
  for (const item of [5, 2, 4, 1, 3]) heap.push(item);
  heap.retain((item) => item % 2 === 1);
  heap.push(0);
  expect(drain(heap)).toEqual([0, 1, 3, 5]);
});
