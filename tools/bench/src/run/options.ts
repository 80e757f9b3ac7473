import { booleanOption, type Config, type OptionProblem, type Program } from '@widgets/cli-kit';
import { strangers } from '../compare/contestant';
import { comparisonOptions, optionalNumberList, patienceOption, requestsOption } from '../compare/options';
import { CONSUMERS } from './contestants';

const options = {
  requests: requestsOption(6000, 'how many requests each consumer gets'),
  ...patienceOption(8),
  isInline: booleanOption({
    flags: '--inline',
    group: 'What',
    default: false,
    description: 'messages that are the requests, instead of pointers to them',
  }),
  inHand: optionalNumberList({
    flags: '--in-hand',
    placeholder: 'N,N…',
    description: 'instead of all that, ours alone with so many messages in hand at once (--concurrency)',
  }),
  ...comparisonOptions,
};

export type RunConfig = Config<typeof options>;

const check = ({ only, inHand = [] }: RunConfig): OptionProblem<typeof options>[] => {
  if (inHand.some((number) => number < 1 || number > 1000))
    return [{ about: ['inHand'], message: '--in-hand: each must be between 1 and 1000' }];
  if (inHand.length > 0 && only.length > 0)
    return [{ about: ['inHand', 'only'], message: '--in-hand measures ours alone: leave out --only' }];
  return strangers(CONSUMERS, only).map((message) => ({ about: ['only'], message }));
};

export const runBench = (version: string): Program<typeof options> => ({
  name: 'bench run',
  version,
  usage: [
    'bench run [--requests N] [--rounds N] [--latencies MS,MS…] [--only NAME] [--inline | --in-hand N,N…] [options]',
  ],
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
    {
      does: 'ours by how many messages it has in hand',
      command: 'npx nx run bench:run -- --in-hand 16,64,256 --rounds 1 --latencies 0,30',
    },
  ],
});
