import { textOption, type Config, type Program } from '@widgets/cli-kit';
import { rateOption } from '../rate-option';
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
  yes: yesOption('drop the letters'),
  keepFile: textOption({
    flags: '--keep',
    group: 'Work',
    placeholder: 'FILE',
    defaultText: 'dead-letters-DATE.ndjson in the current folder',
    description: 'append a copy of each dropped letter to FILE, a JSON object a line',
  }),
  rate: rateOption('letters'),
  ...endOptions,
};

export type DropConfig = Config<typeof options>;

export const dropProgram = (version: string): Program<typeof options> => ({
  name: 'consumer dead-letters drop',
  version,
  usage: ['consumer dead-letters drop (--reason TEXT | --id ID | --all) [-dlq QUEUE] [options]'],
  about: [
    'Deletes letters, each after a copy of it is safe in a file. Without --yes it only tells what it would drop. The request object that a letter points to is left alone.',
  ],
  options,
  check: checkSelection,
  examples: [
    { does: 'what would be dropped', command: 'consumer dead-letters drop --all -dlq=my-dead-letters' },
    {
      does: 'drop it, and keep a copy',
      command: 'consumer dead-letters drop --all -dlq=my-dead-letters --keep=dropped.ndjson --yes',
    },
  ],
});
