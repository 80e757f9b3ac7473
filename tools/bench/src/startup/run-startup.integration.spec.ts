import { expect, test } from '@jest/globals';
import { BUILT, configOf, keepingLines } from '../testing/built';
import { startupBench } from './options';
import { runStartup } from './run-startup';

test('each program is started for its help and for work', async () => {
  const context = keepingLines();
  const { rows } = await runStartup(BUILT, configOf(startupBench('0'), ['--rounds=1']), context);
  expect(rows.map(({ what }) => what)).toEqual([
    'an empty script',
    ...['producer --help', 'consumer --help', 'local-cloud --help'],
    'producer, to the first request stored',
    'consumer, to the first request applied',
  ]);
  expect(rows.filter(({ milliseconds }) => !(milliseconds.median > 0))).toEqual([]);
  expect(rows.filter(({ limitMs }) => limitMs !== undefined)).toHaveLength(3);
}, 300_000);
