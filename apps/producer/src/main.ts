import { runProgram } from '@widgets/cli-kit';
import { producerProgram } from './options';

/** The workspace's version, put in when the program is bundled. */
declare const PROGRAM_VERSION: string;

await runProgram(producerProgram(PROGRAM_VERSION), async (config, context) => {
  if (config.dryRun) {
    const { dryRun } = await import('./dry-run');
    return dryRun(config, context);
  }
  const { runProducer } = await import('./run-producer');
  return runProducer(config, context);
});
