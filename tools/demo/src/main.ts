import { runProgram } from '@widgets/cli-kit';
import { demoProgram } from './options';
import { runDemo } from './run-demo';

/** The workspace's version, put in when the program is bundled. */
declare const PROGRAM_VERSION: string;

await runProgram(demoProgram(PROGRAM_VERSION), runDemo);
