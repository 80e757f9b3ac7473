import { choiceOption, integerOption, loggingOptions, type Config, type Program } from '@widgets/cli-kit';

const options = {
  requests: integerOption({
    flags: '--requests',
    group: 'Demo',
    placeholder: 'N',
    min: 1,
    max: 1_000_000,
    default: 1000,
    description: 'how many requests go through the pipeline',
  }),
  store: choiceOption({
    flags: '--store',
    group: 'Demo',
    values: ['s3', 'dynamodb'],
    default: 'dynamodb',
    description: 'where the widgets live',
  }),
  seed: integerOption({
    flags: '--seed',
    group: 'Demo',
    placeholder: 'N',
    max: 2 ** 32 - 1,
    defaultText: 'drawn by the producer',
    description: 'which requests: the same seed makes the same ones',
  }),
  ...loggingOptions,
};

export type DemoConfig = Config<typeof options>;

export const demoProgram = (version: string): Program<typeof options> => ({
  name: 'demo',
  version,
  usage: ['demo [--requests N] [--store s3|dynamodb]'],
  about: [
    'Runs the whole pipeline on this machine: an embedded cloud, the producer and the consumer as programs of their own, then a check of every widget against what the requests say.',
  ],
  options,
  examples: [
    { does: '1,000 requests into a table', command: 'npm start' },
    { does: '5,000 into a bucket', command: 'npm start -- --requests 5000 --store s3' },
  ],
});
