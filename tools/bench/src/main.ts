import { runProgram } from '@widgets/cli-kit';
import { benchProgram } from './options';
import { runBench } from './run-bench';

/** The workspace's version, put in when the program is bundled. */
declare const PROGRAM_VERSION: string;

await runProgram(benchProgram(PROGRAM_VERSION), runBench);
