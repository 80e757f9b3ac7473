import { runProgram } from '@widgets/cli-kit';
import { crashExplorerProgram } from './options';
import { runCrashExplorer } from './run-crash-explorer';

/** The workspace's version, put in when the program is bundled. */
declare const PROGRAM_VERSION: string;

await runProgram(crashExplorerProgram(PROGRAM_VERSION), runCrashExplorer);
