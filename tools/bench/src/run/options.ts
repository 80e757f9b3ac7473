import { booleanOption, type Config, type OptionProblem, type Program } from '@widgets/cli-kit';
import { strangers } from '../compare/contestant';
import { comparisonOptions, patienceOption, requestsOption } from '../compare/options';
import { CONSUMERS } from './contestants';

const options = {
  requests: requestsOption(3000, 'how many requests each consumer gets'),
  ...patienceOption(8),
  isInline: booleanOption({
    flags: '--inline',
    group: 'What',
    default: false,
    description: 'messages that are the requests, instead of pointers to them',
  }),
  ...comparisonOptions,
};

export type RunConfig = Config<typeof options>;

const check = ({ only }: RunConfig): OptionProblem<typeof options>[] =>
  strangers(CONSUMERS, only).map((message) => ({ about: ['only'], message }));

export const runBench = (version: string): Program<typeof options> => ({
  name: 'bench run',
  version,
  usage: ['bench run [--requests N] [--rounds N] [--latencies MS,MS…] [--only NAME] [--inline] [options]'],
  about: [
    'Lets consumers empty a queue on the embedded cloud, one after the other, each as a process of its own: ours, sqs-consumer with one and with six instances, a sequential loop, and a loop that makes our calls with the bare SDK and nothing else, which is the limit. All get creates that go to DynamoDB.',
  ],
  options,
  check,
  examples: [
    { does: 'all of it', command: 'npx nx run bench:run' },
    {
      does: 'ours against the limit, once, at one latency',
      command: 'npx nx run bench:run -- --only ours --only bare --rounds 1 --latencies 10',
    },
  ],
});
