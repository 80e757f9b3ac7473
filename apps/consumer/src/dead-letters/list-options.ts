import type { Config, Program } from '@widgets/cli-kit';
import { endOptions, lettersOptions } from './letters-options';

const options = { ...lettersOptions, ...endOptions };

export type ListConfig = Config<typeof options>;

export const listProgram = (version: string): Program<typeof options> => ({
  name: 'consumer dead-letters list',
  version,
  usage: ['consumer dead-letters list [-dlq QUEUE | -rq QUEUE] [options]'],
  about: [
    'Counts the letters in a dead-letter queue by the reason why they are there, with the age of the oldest and its id. Every letter is received once and given back at the end, also after Ctrl-C; should the program be killed, letters come back within half a minute.',
    'Of a FIFO queue at most ten letters of each group can be looked at: SQS hands out no more of a group while some are in hand.',
  ],
  options,
  examples: [
    { does: 'the dead letters of a queue', command: 'consumer dead-letters list -dlq=my-dead-letters' },
  ],
});
