import {
  DEFAULT_LOCAL_CLOUD_PORT,
  integerOption,
  loggingOptions,
  runtimeOptions,
  type Config,
  type Program,
} from '@widgets/cli-kit';

const options = {
  port: integerOption({
    flags: '--port',
    group: 'Cloud',
    placeholder: 'PORT',
    max: 65_535,
    default: DEFAULT_LOCAL_CLOUD_PORT,
    description: 'port to listen on, of 127.0.0.1 alone; 0 takes a free one',
  }),
  ...runtimeOptions,
  ...loggingOptions,
};

export type LocalCloudConfig = Config<typeof options>;

export const localCloudProgram = (version: string): Program<typeof options> => ({
  name: 'local-cloud',
  version,
  usage: ['local-cloud [--port PORT]'],
  about: [
    'S3, SQS and DynamoDB on one port of this machine, for programs that would otherwise need an AWS account. All that it holds is in memory and gone when it ends.',
  ],
  options,
  examples: [
    { does: 'on the usual port', command: 'local-cloud' },
    { does: 'on any free port', command: 'local-cloud --port 0' },
  ],
});
