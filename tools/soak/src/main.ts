import { runProgram } from '@widgets/cli-kit';
import { soakProgram } from './options';
import { runSoak } from './run-soak';

/** The workspace's version, put in when the program is bundled. */
declare const PROGRAM_VERSION: string;

await runProgram(soakProgram(PROGRAM_VERSION), runSoak);
