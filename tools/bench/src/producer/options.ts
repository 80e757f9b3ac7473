import type { Config, OptionProblem, Program } from '@widgets/cli-kit';
import { strangers } from '../compare/contestant';
import { comparisonOptions, patienceOption, requestsOption } from '../compare/options';
import { PRODUCERS } from './contestants';

const options = {
  requests: requestsOption(6000, 'how many requests each producer sends'),
  ...patienceOption(4),
  ...comparisonOptions,
};

export type ProducerBenchConfig = Config<typeof options>;

const check = ({ only }: ProducerBenchConfig): OptionProblem<typeof options>[] =>
  strangers(PRODUCERS, only).map((message) => ({ about: ['only'], message }));

export const producerBench = (version: string): Program<typeof options> => ({
  name: 'bench producer',
  version,
  usage: ['bench producer [--requests N] [--rounds N] [--latencies MS,MS…] [--only NAME] [--json FILE]'],
  about: [
    'Lets producers store requests and post pointers to them on the embedded cloud, one after the other, each as a process of its own: ours, sqs-producer with an object put before each message, a sequential loop, and a loop that makes our calls with the bare SDK and nothing else, which is the limit. All generate the same creates.',
  ],
  options,
  check,
  examples: [{ does: 'all of it', command: 'npx nx run bench:producer' }],
});
