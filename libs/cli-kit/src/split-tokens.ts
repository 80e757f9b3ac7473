import { Parser } from 'yargs/helpers';
import type { Options } from './option';
import { nameOfFlag } from './option-names';

export type SplitTokens = {
  /** By the option's first name, or by the name as typed when it is unknown. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly words: readonly string[];
};

/** Splits tokens (those before `--`) into values by option and words that belong to none; checks nothing. */
export const splitTokens = (tokens: string[], options: Options): SplitTokens => {
  const namings = Object.values(options)
    .filter(({ flags }) => flags.length > 0)
    .map(({ flags }) => flags.map(nameOfFlag));
  const firstNames = namings.flatMap(([first]) => first ?? []);
  const { _: words, ...values } = Parser(tokens, {
    string: firstNames,
    narg: Object.fromEntries(firstNames.map((name) => [name, 1])),
    alias: Object.fromEntries(namings.map(([first = '', ...others]) => [first, others])),
    configuration: {
      'strip-aliased': true,
      'short-option-groups': false,
      'dot-notation': false,
      'camel-case-expansion': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'boolean-negation': false,
    },
  });
  return {
    values: new Map(Object.entries(values).map(([name, value]: [string, unknown]) => [name, asTexts(value)])),
    words: words.map(String),
  };
};

const asTexts = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [value]).map(String);
