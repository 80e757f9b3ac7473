import { runProgram } from '@widgets/cli-kit';
import { localCloudProgram } from './options';

/** The workspace's version, put in when the program is bundled. */
declare const PROGRAM_VERSION: string;

await runProgram(localCloudProgram(PROGRAM_VERSION), async (config, context) => {
  const { runLocalCloud } = await import('./run-local-cloud');
  return runLocalCloud(config, context);
});
