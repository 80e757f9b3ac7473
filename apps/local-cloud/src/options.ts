import {
  booleanOption,
  DEFAULT_LOCAL_CLOUD_PORT,
  integerOption,
  loggingOptions,
  runtimeOptions,
  textListOption,
  textOption,
  type Config,
  type Program,
} from '@widgets/cli-kit';
import { faultOptions } from './fault-options';

const LOOPBACK = '127.0.0.1';

const cloudOptions = {
  port: integerOption({
    flags: '--port',
    group: 'Cloud',
    placeholder: 'PORT',
    max: 65_535,
    default: DEFAULT_LOCAL_CLOUD_PORT,
    description: 'port to listen on; 0 takes a free one',
  }),
  host: textOption({
    flags: '--host',
    group: 'Cloud',
    placeholder: 'ADDRESS',
    default: LOOPBACK,
    description:
      'address to listen on; any other than the default lets other machines in, without a password',
  }),
  allowedHosts: textListOption({
    flags: '--allow-host',
    group: 'Cloud',
    placeholder: 'NAME',
    description: 'a further host name that requests may be for, e.g. the one of a container',
  }),
  idleExitSeconds: integerOption({
    flags: '--idle-exit',
    group: 'Cloud',
    placeholder: 'S',
    max: 2_000_000,
    default: 0,
    description: 'ends by itself after S seconds without a call; 0 means never',
  }),
};

const resourceOptions = {
  buckets: textListOption({
    flags: '--bucket',
    group: 'Made at start',
    placeholder: 'NAME',
    description: 'a bucket',
  }),
  queues: textListOption({
    flags: '--queue',
    group: 'Made at start',
    placeholder: 'NAME',
    description: 'a queue; a FIFO queue if the name ends in .fifo',
  }),
  tables: textListOption({
    flags: '--table',
    group: 'Made at start',
    placeholder: 'NAME[:KEY]',
    description: 'a table with that string as its partition key, id if none is given',
  }),
  noDefaults: booleanOption({
    flags: '--no-defaults',
    group: 'Made at start',
    default: false,
    description: 'leaves out the buckets, the queues and the table of the widget pipeline',
  }),
};

export const localCloudOptions = {
  ...cloudOptions,
  ...resourceOptions,
  ...faultOptions,
  ...runtimeOptions,
  ...loggingOptions,
};

export type LocalCloudConfig = Config<typeof localCloudOptions>;

export const localCloudProgram = (version: string): Program<typeof localCloudOptions> => ({
  name: 'local-cloud',
  version,
  usage: ['local-cloud [--port PORT] [--bucket NAME] [--queue NAME] [--table NAME[:KEY]] [options]'],
  about: [
    'S3, SQS and DynamoDB on one port of this machine, for programs that would otherwise need an AWS account. All that it holds is in memory and gone when it ends.',
    'It can also be as unreliable as AWS, on command: see Faults. GET /_local/calls, /_local/queues and /_local/faults show what goes on, PUT /_local/faults changes the faults, POST /_local/calls/reset and /_local/reset begin anew.',
  ],
  options: localCloudOptions,
  examples: [
    { does: 'on the usual port', command: 'local-cloud' },
    {
      does: 'on any free port, with resources of your own and nothing else',
      command: 'local-cloud --port 0 --no-defaults --bucket photos --queue jobs --table users:user_id',
    },
    {
      does: 'a bad day: answers are lost, messages come twice and out of order',
      command: 'local-cloud --seed 7 --fault-lost-answer-rate 0.1 --duplicate-rate 0.1 --reorder-window 20',
    },
    { does: 'a line for every call', command: 'local-cloud --log-level debug' },
  ],
});
