import { integerOption, loggingOptions, type Config, type Program } from '@widgets/cli-kit';
import { jsonOption, numberList, requestsOption } from '../compare/options';

const options = {
  consumers: numberList({
    flags: '--consumers',
    placeholder: 'N,N…',
    default: [1, 2, 4],
    description: 'how many consumers share a queue',
  }),
  requests: requestsOption(2000, 'how many requests they share'),
  latencyMs: integerOption({
    flags: '--latency',
    group: 'What',
    placeholder: 'MS',
    max: 60_000,
    default: 100,
    description: 'milliseconds that the embedded cloud waits before each call of theirs',
  }),
  sizes: numberList({
    flags: '--sizes',
    placeholder: 'N,N…',
    default: [1000, 10_000, 50_000],
    description: 'after how many requests one producer and one consumer are looked at; 0 leaves that out',
  }),
  ...jsonOption,
  ...loggingOptions,
};

export type ScaleConfig = Config<typeof options>;

export const scaleBench = (version: string): Program<typeof options> => ({
  name: 'bench scale',
  version,
  usage: ['bench scale [--consumers N,N…] [--requests N] [--latency MS] [--sizes N,N…] [--json FILE]'],
  about: [
    'Lets several consumers share a queue, and looks at the memory and the rate of one producer and one consumer as their work grows. The sizes are moments of one run, up to the greatest of them.',
  ],
  options,
  examples: [
    { does: 'all of it', command: 'npx nx run bench:scale' },
    {
      does: 'memory up to a million requests, which takes an hour or two',
      command: 'npx nx run bench:scale -- --consumers 1 --sizes 1000,10000,100000,200000,1000000',
    },
  ],
});
