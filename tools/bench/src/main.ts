import { command, runProgram } from '@widgets/cli-kit';
import { localCloudBench } from './local-cloud/options';
import { chartsBench } from './charts/options';
import { producerBench } from './producer/options';
import { runBench } from './run/options';
import { scaleBench } from './scale/options';
import { startupBench } from './startup/options';

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

const producer = command(
  { verb: 'producer', does: 'producers side by side', program: producerBench(PROGRAM_VERSION) },
  async (config, context) => {
    const { compareProducers } = await import('./producer/compare-producers');
    await compareProducers(bench, config, context);
  },
);

const scale = command(
  {
    verb: 'scale',
    does: 'several consumers, and memory as the work grows',
    program: scaleBench(PROGRAM_VERSION),
  },
  async (config, context) => {
    const { runScale } = await import('./scale/run-scale');
    await runScale(bench, config, context);
  },
);

const startup = command(
  { verb: 'startup', does: 'how long the programs take to start', program: startupBench(PROGRAM_VERSION) },
  async (config, context) => {
    const { runStartup } = await import('./startup/run-startup');
    await runStartup(bench, config, context);
  },
);

const charts = command(
  { verb: 'charts', does: 'charts and tables of the documentation', program: chartsBench(PROGRAM_VERSION) },
  async (config, { print }) => {
    const { runCharts } = await import('./charts/update-docs');
    await runCharts(new URL('../docs/', DIST), config, print);
  },
);

await runProgram(
  { ...localCloudBench(PROGRAM_VERSION), commands: [run, producer, scale, startup, charts] },
  async (config, context) => {
    const { runLocalCloudBench } = await import('./local-cloud/run-local-cloud');
    await runLocalCloudBench(config, context);
  },
);
