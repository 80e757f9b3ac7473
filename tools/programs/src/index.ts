export { localEnvironment } from './local-environment';
export { programFile, type AppName } from './program-file';
export { startLocalCloudProcess, type LocalCloudProcess } from './start-local-cloud';
export { startProgram, type Ending, type RunningProgram, type StartOptions } from './start-program';
