import { wordsOption, type Config, type OptionProblem, type Program } from '@widgets/cli-kit';
import { requestBucketsOption } from '../source-options';
import { checkSelection, endOptions, lettersOptions, maxOption, selectionOptions } from './letters-options';

const options = {
  shown: wordsOption({
    group: 'Arguments',
    placeholder: 'ID…',
    description: 'message ids of the letters to show, the same as --id',
  }),
  ...selectionOptions,
  max: maxOption(10),
  ...lettersOptions,
  requestBuckets: requestBucketsOption({
    group: 'Queues',
    description: 'S3 bucket that is looked into when a letter points there',
  }),
  ...endOptions,
};

export type ShowConfig = Config<typeof options>;

/** The words and --id mean the same. */
export const allIds = ({ shown, ids }: Pick<ShowConfig, 'shown' | 'ids'>): readonly string[] => [
  ...shown,
  ...ids,
];

const check = (config: ShowConfig): OptionProblem<typeof options>[] =>
  checkSelection({ ...config, ids: allIds(config) });

export const showProgram = (version: string): Program<typeof options> => ({
  name: 'consumer dead-letters show',
  version,
  usage: ['consumer dead-letters show (ID… | --reason TEXT | --all) [-dlq QUEUE | -rq QUEUE] [options]'],
  about: [
    'Shows letters: why and since when each is there, the request that it holds or points to, and its attributes. A letter whose request object is gone says so. Nothing is changed: what was received is given back at the end.',
  ],
  options,
  check,
  examples: [
    {
      does: 'the first ten letters, with the requests that they point to',
      command: 'consumer dead-letters show --all -dlq=my-dead-letters -rb=my-requests',
    },
    {
      does: 'those with one reason',
      command: "consumer dead-letters show --reason='owner' -dlq=my-dead-letters",
    },
  ],
});
