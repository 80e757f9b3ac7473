import type { ProgramContext } from '@widgets/cli-kit';
import { compareAll, tellResults, type Results } from '../compare/comparison';
import { chosenOf } from '../compare/contestant';
import { about, type Bench } from '../compare/write-results';
import { CONSUMERS, oursInHand } from './contestants';
import { measureConsumer } from './measure-consumer';
import type { RunConfig } from './options';
import { consumerTargets } from './targets';

/** Measures the consumers, prints tables, and writes the results where they are wanted. */
export async function runComparison(
  bench: Bench,
  config: RunConfig,
  { print, signal }: Pick<ProgramContext, 'print' | 'signal'>,
): Promise<Results<'run'>> {
  const contestants = config.inHand ? oursInHand(config.inHand) : chosenOf(CONSUMERS, config.only);
  const comparison = { ...config, dist: bench.dist, contestants, measure: measureConsumer };
  const samples = await compareAll(comparison, { print, signal });
  const { isInline, inHand, json } = config;
  const kind = [...(isInline ? ['--inline'] : []), ...(inHand ? ['--in-hand', inHand.join(',')] : [])];
  return tellResults({
    about: await about(
      'run',
      bench,
      ['npx nx run bench:run', ...(kind.length > 0 ? ['--', ...kind] : [])].join(' '),
    ),
    ...{ isInline, samples, contestants, json, print },
    targets: consumerTargets(isInline),
  });
}
