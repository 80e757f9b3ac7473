import type { ProgramContext } from '@widgets/cli-kit';
import { compareAll, tellResults, type Results } from '../compare/comparison';
import { chosenOf } from '../compare/contestant';
import { about, type Bench } from '../compare/write-results';
import { PRODUCERS } from './contestants';
import { measureProducer } from './measure-producer';
import type { ProducerBenchConfig } from './options';
import { PRODUCER_TARGETS } from './targets';

/** Measures the producers, prints tables, and writes the results where they are wanted. */
export async function compareProducers(
  bench: Bench,
  config: ProducerBenchConfig,
  { print, signal }: Pick<ProgramContext, 'print' | 'signal'>,
): Promise<Results<'producer'>> {
  const contestants = chosenOf(PRODUCERS, config.only);
  const comparison = { ...config, dist: bench.dist, contestants, isInline: false, measure: measureProducer };
  const samples = await compareAll(comparison, { print, signal });
  return tellResults({
    about: await about('producer', bench, 'npx nx run bench:producer'),
    ...{ isInline: false, samples, contestants, json: config.json, print },
    targets: PRODUCER_TARGETS,
  });
}
