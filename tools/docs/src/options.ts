import { booleanOption, type Config, type Program } from '@widgets/cli-kit';

const options = {
  check: booleanOption({
    flags: '--check',
    group: 'Docs',
    default: false,
    description: 'write nothing, and fail when a table is stale',
  }),
};

export type DocsConfig = Config<typeof options>;

export const docsProgram = (version: string): Program<typeof options> => ({
  name: 'docs',
  version,
  usage: ['docs [--check]'],
  about: ["Puts the tables of the programs' options into README.md, as the built programs print them."],
  options,
  examples: [
    { does: 'write the tables', command: 'npm run docs:options' },
    { does: 'fail when they are stale', command: 'npx nx run docs:options -- --check' },
  ],
});
