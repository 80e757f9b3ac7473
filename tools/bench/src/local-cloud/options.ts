import { integerOption, loggingOptions, type Config, type Program } from '@widgets/cli-kit';

const size = (flags: string, count: number, description: string) =>
  integerOption({
    flags,
    group: 'Sizes',
    placeholder: 'N',
    min: 1,
    max: 10_000_000,
    default: count,
    description,
  });

const options = {
  rounds: size('--rounds', 3, 'how often all is measured, each time on fresh servers'),
  messages: size('--messages', 20_000, 'how many messages are sent and received, in batches of ten'),
  objects: size('--objects', 50_000, 'how many objects are put and listed'),
  updates: size('--updates', 5000, 'how many conditional updates are made, of one item each'),
  patienceSeconds: integerOption({
    flags: '--patience',
    group: 'Sizes',
    placeholder: 'S',
    min: 1,
    default: 60,
    description: 'seconds after which a measurement stops where it is',
  }),
  ...loggingOptions,
};

export type LocalCloudBenchConfig = Config<typeof options>;

export const localCloudBench = (version: string): Program<typeof options> => ({
  name: 'bench',
  version,
  usage: ['bench [--rounds N] [--messages N] [--objects N] [--updates N]', 'bench COMMAND [options]'],
  about: [
    "Measures the embedded cloud through the AWS SDK, side by side with moto's server if python3 can import it (python3 -m pip install 'moto[server]').",
  ],
  options,
  examples: [
    { does: 'all of it', command: 'npx nx run bench:local-cloud' },
    {
      does: 'a tenth of it, once',
      command: 'npx nx run bench:local-cloud -- --rounds 1 --objects 5000 --messages 2000',
    },
  ],
});
