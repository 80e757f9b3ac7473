import { runProgram } from '@widgets/cli-kit';
import { verifyProgram } from './options';

/** The workspace's version, put in when the program is bundled. */
declare const PROGRAM_VERSION: string;

await runProgram(verifyProgram(PROGRAM_VERSION), async (config, context) => {
  const { runVerify } = await import('./run-verify');
  return runVerify(config, context);
});
