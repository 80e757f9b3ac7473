import { runProgram } from '@widgets/cli-kit';
import { simulationProgram } from './options';
import { runSimulation } from './run-simulation';

/** The workspace's version, put in when the program is bundled. */
declare const PROGRAM_VERSION: string;

await runProgram(simulationProgram(PROGRAM_VERSION), runSimulation);
