import { booleanOption, type Config, type Program } from '@widgets/cli-kit';
import { checkConsumer, consumerOptions } from '../options';

const options = {
  iam: booleanOption({
    flags: '--iam',
    group: 'Check',
    default: false,
    description: 'print the IAM policy that the consumer needs with these options, and look at nothing',
  }),
  ...consumerOptions,
};

export type CheckConfig = Config<typeof options>;

export const checkProgram = (version: string): Program<typeof options> => ({
  name: 'consumer check',
  version,
  usage: ['consumer check [options of the consumer]', 'consumer check --iam [options of the consumer]'],
  about: [
    'Looks whether the consumer can work with these options, and changes nothing: queues and how they fit together, buckets, table, permissions as far as a harmless call tells, limits of this machine. Says what is wrong, with its fix.',
  ],
  options,
  check: checkConsumer,
  answers: { 0: 'the consumer can work', 1: 'it could not work, or could not be looked at' },
  examples: [
    {
      does: 'look before the start',
      command: 'consumer check -rq=my-queue -rb=my-requests -dwt=widgets',
    },
    {
      does: 'the least that the role of a machine must allow',
      command: 'consumer check --iam -rq=my-queue -rb=my-requests -dwt=widgets --dead-letter-queue=my-dlq',
    },
  ],
});
