import { escapeControlCharacters } from './escape-control-characters';
import type { Given, GivenByKey } from './given';
import { isList, type Config, type Option, type Options } from './option';

/** `invalid` holds the keys of options whose value was refused; their place in `config` is taken by the default. */
export type CheckedValues<O extends Options> = {
  readonly config: Config<O>;
  readonly invalid: ReadonlySet<string>;
  readonly problems: readonly string[];
};

/** Checks every given value against its option's schema and fills in the defaults. The result is frozen. */
export const checkValues = <O extends Options>(options: O, given: GivenByKey): CheckedValues<O> => {
  const checked = Object.entries(options).map(([key, option]) => ({
    key,
    ...checkOption(option, given.get(key)),
  }));
  const config = Object.fromEntries(checked.map(({ key, value }) => [key, value]));
  return {
    config: Object.freeze(config) as Config<O>,
    invalid: new Set(checked.filter(({ problems }) => problems.length > 0).map(({ key }) => key)),
    problems: checked.flatMap(({ problems }) => problems),
  };
};

type CheckedOption = { readonly value: unknown; readonly problems: readonly string[] };

const checkOption = (option: Option, given: Given | undefined): CheckedOption => {
  if (given === undefined) return { value: option.fallback, problems: [] };
  const texts = isList(option) ? given.texts : given.texts.slice(-1);
  const results = texts.map((text) => ({ text, result: option.schema.safeParse(text) }));
  const problems = results.flatMap(({ text, result }) =>
    result.success ? [] : result.error.issues.map(({ message }) => `${asGiven(given, text)}: ${message}`),
  );
  if (problems.length > 0) return { value: option.fallback, problems };
  const values = results.map(({ result }) => result.data);
  return { value: isList(option) ? Object.freeze(values) : values[0], problems };
};

const LONGEST_SHOWN = 100;

/** The option and its value as the user could have typed them. */
const asGiven = ({ label, from }: Given, text: string): string => {
  const short = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  const shown = /^[\w./:@%+,-]+$/.test(short) ? short : `"${escapeControlCharacters(short)}"`;
  return from === 'environment' ? `${label}=${shown}` : `${label} ${shown}`;
};
