import { expect, test } from '@jest/globals';
import { BUILT, configOf, keepingLines } from '../testing/built';
import { compareProducers } from './compare-producers';
import { PRODUCERS } from './contestants';
import { producerBench } from './options';

// A contestant that does not store an object and post a message for each request makes the comparison fail.
test('every producer stores and posts all requests', async () => {
  const context = keepingLines();
  const config = configOf(producerBench('0'), ['--requests=60', '--rounds=1', '--latencies=0']);
  const { samples, verdicts } = await compareProducers(BUILT, config, context);
  expect(samples.map(({ contestant }) => contestant)).toEqual(PRODUCERS.map(({ name }) => name));
  for (const { calls } of samples) expect(calls).toMatchObject({ s3: { PutObject: 60 } });
  expect(verdicts).toMatchObject([{ what: 'AWS calls per request', latencyMs: 0 }]);
  expect(context.lines.join('\n')).toContain('| this producer ');
}, 300_000);
