import { runProgram } from '@widgets/cli-kit';
import { consumerProgram } from './options';

/** The workspace's version, put in when the program is bundled. */
declare const PROGRAM_VERSION: string;

await runProgram(consumerProgram(PROGRAM_VERSION), async (config, context) => {
  const { runConsumer } = await import('./run-consumer');
  return runConsumer(config, context);
});
