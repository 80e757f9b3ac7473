import { integerOption, loggingOptions, type Config, type Program } from '@widgets/cli-kit';
import { jsonOption } from '../compare/options';

const options = {
  rounds: integerOption({
    flags: '--rounds',
    group: 'What',
    placeholder: 'N',
    min: 1,
    max: 1000,
    default: 9,
    description: 'how often each program is started',
  }),
  ...jsonOption,
  ...loggingOptions,
};

export type StartupConfig = Config<typeof options>;

export const startupBench = (version: string): Program<typeof options> => ({
  name: 'bench startup',
  version,
  usage: ['bench startup [--rounds N] [--json FILE]'],
  about: [
    'Starts the built programs: with --help, beside a Node script that does nothing, and for work, until their first request reaches the embedded cloud.',
  ],
  options,
  examples: [{ does: 'all of it', command: 'npx nx run bench:startup' }],
});
