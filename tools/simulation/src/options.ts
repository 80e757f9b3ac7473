import { integerOption, loggingOptions, type Config, type Program } from '@widgets/cli-kit';

const GROUP = 'Work';

const options = {
  runs: integerOption({
    flags: '--runs',
    group: GROUP,
    placeholder: 'N',
    min: 1,
    default: 300,
    description: 'how many seeds to try with each set of rules, from --seed on',
  }),
  seed: integerOption({
    flags: '--seed',
    group: GROUP,
    placeholder: 'N',
    max: 2 ** 32 - 1,
    default: 1,
    description: 'what the first run is drawn from',
  }),
  requests: integerOption({
    flags: '--requests',
    group: GROUP,
    placeholder: 'N',
    min: 1,
    max: 10_000,
    default: 60,
    description: 'how many requests go through in each run',
  }),
  ...loggingOptions,
};

export type SimulationConfig = Config<typeof options>;

export const simulationProgram = (version: string): Program<typeof options> => ({
  name: 'simulation',
  version,
  usage: ['simulation [--runs N] [--seed N] [--requests N]'],
  about: [
    'Lets several consumers, the real engine over the real store rules, work off a simulated queue in simulated time: calls interleave at random, messages are repeated and overtake each other, leases run out, answers are lost, and consumers die before calls and before answers. Compares the widgets with what the requests say, once with all rules that keep them right and once without each. Prints a table; exits with 1 when a run with all rules is bad, and not because a consumer died between a late insert and its look.',
  ],
  options,
  examples: [
    { does: '1,000 runs of each set of rules', command: 'npx nx run simulation:run -- --runs 1000 --seed 1' },
  ],
});
