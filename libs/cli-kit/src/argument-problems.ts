import { escapeControlCharacters } from './escape-control-characters';
import { nearestName } from './nearest-name';
import type { Options } from './option';
import { nameOfFlag } from './option-names';

/** `typed` is the option as the user wrote it, without a value. */
export const unknownOption = (typed: string, options: Options): string => {
  const flags = Object.values(options).flatMap((option) => option.flags);
  const nearest = nearestName(nameOfFlag(typed), flags.map(nameOfFlag));
  const suggestion = flags.find((flag) => nameOfFlag(flag) === nearest);
  const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  return `${escapeControlCharacters(typed)}: unknown option${hint}`;
};

/** `word` belongs to no option. */
export const strayWord = (word: string, options: Options): string => {
  const flag = Object.values(options)
    .flatMap(({ flags }) => flags)
    .find((known) => nameOfFlag(known) === nameOfFlag(word));
  const hint = flag === undefined ? 'options begin with a dash' : `did you mean ${flag}?`;
  return `"${escapeControlCharacters(word)}": not expected here; ${hint}`;
};
