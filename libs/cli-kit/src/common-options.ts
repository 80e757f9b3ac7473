import { z } from 'zod';
import { choiceOption, customOption, integerOption, textOption, type Config } from './option';

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const LOG_FORMATS = ['auto', 'text', 'json'] as const;

// Longer delays overflow Node's timers, which then fire at once.
const LONGEST_TIMER_MS = 2_147_483_647;

/** Where the log goes; every program has these. */
export const loggingOptions = {
  logLevel: choiceOption({
    flags: '--log-level',
    group: 'Logging',
    values: LOG_LEVELS,
    defaultText: 'info; with --log-file debug',
    description: 'the least serious events to log; debug has what becomes of every single request',
  }),
  logFile: textOption({
    flags: '--log-file',
    group: 'Logging',
    placeholder: 'FILE',
    description: 'append the log to FILE; only warnings and errors still show on stderr',
  }),
  logFormat: choiceOption({
    flags: '--log-format',
    group: 'Logging',
    values: LOG_FORMATS,
    default: 'auto',
    description: 'auto writes text to a terminal and JSON, one object a line, elsewhere',
  }),
};

/** When a run ends by itself. */
export const runtimeOptions = {
  maxRuntimeMs: integerOption({
    flags: '-mrt, --max-runtime',
    group: 'Run',
    placeholder: 'MS',
    max: LONGEST_TIMER_MS,
    default: 0,
    description: 'stop as if interrupted after MS milliseconds; 0 means no limit',
  }),
};

/** How long the end of a run may take that has work in hand. */
export const stoppingOptions = {
  shutdownTimeoutSeconds: integerOption({
    flags: '--shutdown-timeout',
    group: 'Run',
    placeholder: 'S',
    max: Math.floor(LONGEST_TIMER_MS / 1000),
    default: 30,
    description: 'seconds that stopping may take before what is in hand is given up; 0 means no limit',
  }),
};

/** Which AWS account, region and endpoint the program talks to. */
export const awsOptions = {
  region: textOption({
    flags: '-r, --region',
    group: 'AWS',
    placeholder: 'REGION',
    defaultText: "the environment's or profile's, else us-east-1",
    description: 'AWS region',
  }),
  profile: textOption({
    flags: '-p, --profile',
    group: 'AWS',
    placeholder: 'NAME',
    defaultText: '$AWS_PROFILE, else default',
    description: 'profile of ~/.aws/config and ~/.aws/credentials to use',
  }),
  endpointUrl: customOption({
    flags: '--endpoint-url',
    group: 'AWS',
    placeholder: 'URL',
    schema: z.string().refine(isHttpUrl, 'must be a URL like http://127.0.0.1:4566'),
    defaultText: '$AWS_ENDPOINT_URL, else AWS itself',
    description: 'send every call to this endpoint instead of AWS',
  }),
};

/** The options that `runProgram` itself acts on. */
export const rimOptions = { ...loggingOptions, ...runtimeOptions, ...stoppingOptions };

export type RimConfig = Config<typeof rimOptions>;
export type AwsConfig = Config<typeof awsOptions>;

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\/[^/]/i.test(text);
}
