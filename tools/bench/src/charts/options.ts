import { booleanOption, type Config, type Program } from '@widgets/cli-kit';

const options = {
  check: booleanOption({
    flags: '--check',
    group: 'Docs',
    default: false,
    description: 'write nothing, and fail when a chart or a table is stale',
  }),
};

export type ChartsConfig = Config<typeof options>;

export const chartsBench = (version: string): Program<typeof options> => ({
  name: 'bench charts',
  version,
  usage: ['bench charts [--check]'],
  about: ['Draws docs/charts and fills the tables of docs/performance.md, from the files in docs/results.'],
  options,
  examples: [
    {
      does: 'measure anew and write all that follows from it',
      command: 'npx nx run bench:run -- --json docs/results/run.json && npx nx run bench:charts',
    },
    { does: 'fail when something is stale', command: 'npx nx run bench:charts -- --check' },
  ],
});
