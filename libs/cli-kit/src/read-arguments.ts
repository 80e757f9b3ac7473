import { strayWord, unknownOption } from './argument-problems';
import type { Given, GivenByKey } from './given';
import { BOOLEAN_WORDS, type Option, type Options } from './option';
import { nameOfFlag } from './option-names';
import type { Vocabulary } from './program';
import { splitTokens, type SplitTokens } from './split-tokens';
import { takeWords } from './take-words';

/** What the arguments say. `valueless` holds the keys of options that were named without the value they need. */
export type ArgumentsReading = {
  readonly given: GivenByKey;
  readonly valueless: ReadonlySet<string>;
  readonly problems: readonly string[];
};

/**
 * Reads arguments in Java's style and the long style: `-rb=x`, `-rb x`, `--request-bucket=x`,
 * `--request-bucket x`. Every value stays text. A value that begins with a dash needs the form with `=`, numbers
 * and a lone `-` excepted.
 */
export const readArguments = (argv: readonly string[], program: Vocabulary): ArgumentsReading => {
  const { options } = program;
  const end = argv.indexOf('--');
  const tokens = end < 0 ? argv : argv.slice(0, end);
  const table = nameTable(options);
  const parsed = splitTokens(spellOutBooleans(tokens, table), options);
  const words = takeWords([...parsed.words, ...(end < 0 ? [] : argv.slice(end + 1))], options);
  const bare = tokens.filter(
    (token, index) => needsValue(table.get(flagName(token))) && isBare(tokens, index),
  );
  return {
    given: new Map([...givenByKey(parsed.values, tokens, table), ...words.given]),
    valueless: new Set(bare.flatMap((token) => table.get(flagName(token))?.key ?? [])),
    problems: [
      ...[...parsed.values.keys()]
        .filter((name) => !table.has(name))
        .map((name) => unknownOption(asTyped(name, tokens), options)),
      ...bare.map((token) => `${token}: needs a value (${token} ${placeholderOf(table, token)})`),
      ...words.stray.map((word) => strayWord(word, program)),
    ],
  };
};

type NamedOption = { readonly key: string; readonly option: Option };
type NameTable = ReadonlyMap<string, NamedOption>;

const nameTable = (options: Options): NameTable =>
  new Map(
    Object.entries(options).flatMap(([key, option]) =>
      option.flags.map((flag) => [nameOfFlag(flag), { key, option }] as const),
    ),
  );

const isFlag = (token: string): boolean => /^-[^\d]/.test(token);

/** The name in a token that names an option; empty for any other token. */
const flagName = (token: string): string => (isFlag(token) ? nameOfFlag(token) : '');

const needsValue = (named: NamedOption | undefined): boolean =>
  named !== undefined && named.option.kind !== 'flag';

const isBare = (tokens: readonly string[], index: number): boolean => {
  const next = tokens[index + 1];
  return !tokens[index]?.includes('=') && (next === undefined || isFlag(next));
};

const placeholderOf = (table: NameTable, token: string): string =>
  table.get(flagName(token))?.option.placeholder ?? '';

// The parser would take any word after a boolean option as its value.
const spellOutBooleans = (tokens: readonly string[], table: NameTable): string[] =>
  tokens.map((token, index) => {
    const isBoolean = table.get(flagName(token))?.option.kind === 'flag' && !token.includes('=');
    return isBoolean && !BOOLEAN_WORDS.has(tokens[index + 1] ?? '') ? `${token}=true` : token;
  });

const givenByKey = (
  values: SplitTokens['values'],
  tokens: readonly string[],
  table: NameTable,
): Map<string, Given> => {
  const given = new Map<string, Given>();
  for (const [name, texts] of values) {
    const key = table.get(name)?.key;
    if (key === undefined) continue;
    const isThisOption = (token: string): boolean => table.get(flagName(token))?.key === key;
    given.set(key, { label: withoutValue(tokens.find(isThisOption) ?? name), from: 'arguments', texts });
  }
  return given;
};

const withoutValue = (token: string): string => token.replace(/=.*$/s, '');

/** An unknown option as the user wrote it; one like `-1a` does not look like an option elsewhere. */
const asTyped = (name: string, tokens: readonly string[]): string =>
  withoutValue(tokens.find((token) => flagName(token) === name) ?? `-${name}`);
