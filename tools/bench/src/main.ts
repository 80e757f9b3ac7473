import { command, runProgram } from '@widgets/cli-kit';
import { localCloudBench } from './local-cloud/options';
import { runBench } from './run/options';

/** The workspace's version, put in when the program is bundled. */
declare const PROGRAM_VERSION: string;

/** Of all that is built; the benchmark is `tools/bench/main.mjs` in it. */
const DIST = new URL('../../', import.meta.url);
const bench = { dist: DIST, version: PROGRAM_VERSION };

const run = command(
  { verb: 'run', does: 'consumers side by side', program: runBench(PROGRAM_VERSION) },
  async (config, context) => {
    const { runComparison } = await import('./run/run-comparison');
    await runComparison(bench, config, context);
  },
);

await runProgram(
  { ...localCloudBench(PROGRAM_VERSION), name: 'bench', commands: [run] },
  async (config, context) => {
    const { runLocalCloudBench } = await import('./local-cloud/run-local-cloud');
    await runLocalCloudBench(config, context);
  },
);
