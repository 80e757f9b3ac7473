import type { Config, Program } from '@widgets/cli-kit';
import { rateOption } from '../rate-option';
import { requestBucketsOption } from '../source-options';
import {
  checkSelection,
  endOptions,
  lettersOptions,
  maxOption,
  selectionOptions,
  yesOption,
} from './letters-options';

const options = {
  ...selectionOptions,
  max: maxOption(0),
  ...lettersOptions,
  requestBuckets: requestBucketsOption({
    group: 'Queues',
    description: 'S3 bucket that letters point into; looked at only where a key does not tell its order',
  }),
  yes: yesOption('send the letters back'),
  rate: rateOption('letters'),
  ...endOptions,
};

export type RedriveConfig = Config<typeof options>;

export const redriveProgram = (version: string): Program<typeof options> => ({
  name: 'consumer dead-letters redrive',
  version,
  usage: ['consumer dead-letters redrive (--reason TEXT | --id ID | --all) [-dlq QUEUE] [options]'],
  about: [
    'Sends letters back to the queue of requests: to -rq, or to the one queue whose redrive policy leads here. Without --yes it only tells what it would send.',
    'Each letter is sent as it is, without the reason and with its order stamp, then deleted here: killed in between, it leaves the request in both queues, where applying it twice changes nothing. Letters that arrive while it runs are left alone. In a FIFO queue a request takes its place after all that were sent before.',
  ],
  options,
  check: checkSelection,
  examples: [
    {
      does: 'what would be sent back',
      command: "consumer dead-letters redrive --reason='given up' -dlq=my-dead-letters -rq=my-queue",
    },
    {
      does: 'send it back, ten letters a second',
      command:
        "consumer dead-letters redrive --reason='given up' -dlq=my-dead-letters -rq=my-queue --rate=10 --yes",
    },
  ],
});
