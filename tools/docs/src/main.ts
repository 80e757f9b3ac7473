import { runProgram } from '@widgets/cli-kit';
import { docsProgram } from './options';
import { updateReadme } from './update-readme';

/** The workspace's version, put in when the program is bundled. */
declare const PROGRAM_VERSION: string;

await runProgram(docsProgram(PROGRAM_VERSION), updateReadme);
