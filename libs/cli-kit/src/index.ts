export { command, commandGroup, type Command } from './command';
export {
  awsOptions,
  loggingOptions,
  runtimeOptions,
  stoppingOptions,
  type AwsConfig,
} from './common-options';
export { DEFAULT_LOCAL_CLOUD_PORT, DEFAULT_NAMES } from './default-names';
export { escapeControlCharacters } from './escape-control-characters';
export type { ExitCode } from './exit-code';
export { formatCount, formatDuration, formatRate } from './format-numbers';
export { renderHelp } from './help';
export type { Host } from './host';
export type { Log, LogEntry, LogFields } from './log';
export { createLogger, type LogSettings } from './logger';
export type { Main, ProgramContext } from './main';
export {
  booleanOption,
  choiceOption,
  customOption,
  integerOption,
  textListOption,
  textOption,
  wordOption,
  wordsOption,
  type Config,
  type Option,
  type Options,
} from './option';
export { renderOptionsTable } from './options-table';
export { parseCommandLine, type CommandLine } from './parse-command-line';
export type { OptionProblem, Program } from './program';
export { createProgress, type Progress } from './progress';
export type { ProgressBar, StartProgress } from './progress-bar';
export { listFiles } from './list-files';
export { readLines } from './read-lines';
export { reportRun, type RunReport } from './report-run';
export { runProgram } from './run-program';
export { sleep } from './sleep';
export { formatSummary, type SummaryRow } from './summary';
export { UserError } from './user-error';
export { checkWidgetTarget, namedWidgetTarget, widgetTargetOptions } from './widget-target';
