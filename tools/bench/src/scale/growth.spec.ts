import { expect, test } from '@jest/globals';
import { growthRows, judgeGrowth, type Moment } from './growth';

const moment = (seconds: number, consumed: number, heapMb: number, producerMb?: number): Moment => ({
  ...{ seconds, consumed, produced: consumed + 100 },
  producer: producerMb === undefined ? undefined : { heapMb: producerMb, rssMb: 2 * producerMb },
  consumer: { heapMb, rssMb: 100 },
});

test('a size tells the time until it was reached, and the most memory until then', () => {
  const moments = [moment(1, 500, 30, 20), moment(2, 1100, 26, 18), moment(3, 2000, 40)];
  const rows = growthRows([1000, 2000, 5000], moments);
  expect(rows.map(({ requests, seconds, perSecond }) => [requests, seconds, perSecond])).toEqual([
    [1000, 2, 550],
    [2000, 3, 2000 / 3],
  ]);
  expect(rows.map(({ producer, consumer }) => [producer.heapMb, consumer.heapMb])).toEqual([
    [20, 30],
    [20, 40],
  ]);
});

test('memory is flat when its greatest grows by no more than 20 MB after 10,000 requests', () => {
  const rowsTo = (heapMb: number) =>
    growthRows([10_000, 50_000], [moment(1, 10_000, 30, 20), moment(2, 50_000, heapMb)]);
  expect(judgeGrowth(rowsTo(50))).toEqual([
    { program: 'producer', from: 10_000, to: 50_000, grewMb: 0, isMet: true },
    { program: 'consumer', from: 10_000, to: 50_000, grewMb: 20, isMet: true },
  ]);
  expect(judgeGrowth(rowsTo(50.1))[1]).toMatchObject({ isMet: false });
  expect(judgeGrowth(growthRows([10_000], [moment(1, 10_000, 30)]))).toEqual([]);
});
