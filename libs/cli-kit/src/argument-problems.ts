import type { Command } from './command';
import { escapeControlCharacters } from './escape-control-characters';
import { nearestName } from './nearest-name';
import type { Options } from './option';
import { nameOfFlag } from './option-names';
import type { Vocabulary } from './program';

/** `typed` is the option as the user wrote it, without a value. */
export const unknownOption = (typed: string, options: Options): string => {
  const flags = Object.values(options).flatMap((option) => option.flags);
  const nearest = nearestName(nameOfFlag(typed), flags.map(nameOfFlag));
  const suggestion = flags.find((flag) => nameOfFlag(flag) === nearest);
  const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  return `${escapeControlCharacters(typed)}: unknown option${hint}`;
};

/** `word` belongs to no option, and is no command in its place. */
export const strayWord = (word: string, { options, commands = [] }: Vocabulary): string =>
  `"${escapeControlCharacters(word)}": not expected here; ${meantFlag(word, options) ?? meantCommand(word, commands) ?? whatMayBe(commands)}`;

const whatMayBe = (commands: readonly Command[]): string => {
  const verbs = commands.map(({ verb }) => verb);
  return verbs.length === 0
    ? 'options begin with a dash'
    : `options begin with a dash, and the commands are ${verbs.join(', ')}`;
};

const meantFlag = (word: string, options: Options): string | undefined => {
  const flag = Object.values(options)
    .flatMap(({ flags }) => flags)
    .find((known) => nameOfFlag(known) === nameOfFlag(word));
  return flag === undefined ? undefined : `did you mean ${flag}?`;
};

const meantCommand = (word: string, commands: readonly Command[]): string | undefined => {
  const verb = nearestName(
    word,
    commands.map((command) => command.verb),
  );
  const meant = commands.find((command) => command.verb === verb);
  if (meant === undefined) return undefined;
  return word === verb ? `a command comes first: ${meant.name}` : `did you mean ${meant.name}?`;
};
