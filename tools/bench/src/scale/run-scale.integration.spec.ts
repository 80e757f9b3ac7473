import { expect, test } from '@jest/globals';
import { BUILT, configOf, keepingLines } from '../testing/built';
import { scaleBench } from './options';
import { runScale } from './run-scale';

// A widget that is missing, or one too many, makes the benchmark fail.
test('two consumers share a queue, and a producer and a consumer are looked at while they work', async () => {
  const context = keepingLines();
  const argv = ['--consumers=1,2', '--requests=60', '--latency=5', '--sizes=50,200'];
  const { sharing, growth, moments } = await runScale(BUILT, configOf(scaleBench('0'), argv), context);
  expect(sharing.map(({ consumers, requests }) => [consumers, requests])).toEqual([
    [1, 60],
    [2, 60],
  ]);
  expect(growth.map(({ requests }) => requests)).toEqual([50, 200]);
  expect(moments.at(-1)).toMatchObject({ produced: 200, consumed: 200 });
  const [last] = growth.slice(-1);
  expect(last?.consumer.heapMb).toBeGreaterThan(1);
  expect(context.lines.join('\n')).toContain('| consumers ');
}, 300_000);
