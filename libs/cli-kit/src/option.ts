import { z } from 'zod';

/**
 * How often a value may be given, whether the option may stand alone (`flag`), and whether it is no option at all but
 * a bare word in its place (`word`), or all bare words from there on (`words`).
 */
export type OptionKind = 'single' | 'list' | 'flag' | 'word' | 'words';

/**
 * One option, from which arguments, environment, help and documentation are read.
 * `T` is the checked value, `undefined` included when there is no default.
 */
export type Option<T = unknown> = {
  readonly kind: OptionKind;
  /** As a user types them, e.g. `-rb`, `--request-bucket`; the first long one names the environment variable. Words have none. */
  readonly flags: readonly string[];
  readonly group: string;
  /** What stands for the value, e.g. `BUCKET`. */
  readonly placeholder: string;
  readonly description: string;
  /** Checks one value; for a `list`, each value by itself. */
  readonly schema: z.ZodType<unknown, string>;
  readonly fallback: T;
  /** The default as help and documentation show it; empty when there is none. */
  readonly fallbackText: string;
};

export type Options = Readonly<Record<string, Option>>;

/** The checked values of a record of options. */
export type Config<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never };

/** What every kind of option is described by. */
export type OptionText = {
  /** Comma-separated, e.g. `-rb, --request-bucket, --request-source`. */
  readonly flags: string;
  /** The heading that the help lists the option under. */
  readonly group: string;
  readonly placeholder: string;
  /** Starts in lower case and has no full stop. */
  readonly description: string;
  /** Overrides how the default is shown, for a default that depends on something. */
  readonly defaultText?: string;
};

type WithDefault<T, D> = OptionText & { readonly default?: D & T };

/** An option with a schema of the program's own, which gets the text as typed. */
export const customOption = <T, D extends T | undefined = undefined>(
  spec: OptionText & { readonly schema: z.ZodType<T, string>; readonly default?: D },
): Option<T | D> => define('single', spec, spec.schema, spec.default as D);

/** Text of at least one character (none, with `allowEmpty`), without control characters. */
export const textOption = <D extends string | undefined = undefined>(
  spec: WithDefault<string | undefined, D> & { readonly allowEmpty?: boolean },
): Option<string | D> => define('single', spec, textSchema(spec.allowEmpty ?? false), spec.default as D);

/** An option that may be given several times; no value means an empty list. Values are not split at commas. */
export const textListOption = (spec: OptionText): Option<readonly string[]> =>
  define('list', spec, textSchema(false), Object.freeze([]));

/** A whole number in decimal digits between `min` (0 unless told otherwise) and `max`. */
export const integerOption = <D extends number | undefined = undefined>(
  spec: WithDefault<number | undefined, D> & { readonly min?: number; readonly max?: number },
): Option<number | D> =>
  define(
    'single',
    spec,
    integerSchema(spec.min ?? 0, spec.max ?? Number.MAX_SAFE_INTEGER),
    spec.default as D,
  );

/** One of a few words. */
export const choiceOption = <const V extends string, D extends NoInfer<V> | undefined = undefined>(
  spec: Omit<OptionText, 'placeholder'> & { readonly values: readonly V[]; readonly default?: D },
): Option<V | D> =>
  define(
    'single',
    { ...spec, placeholder: spec.values.join('|') },
    z.enum(spec.values, `must be one of ${spec.values.join(', ')}`),
    spec.default as D,
  );

/** `--dry-run`, `--dry-run=false`: on when named alone. */
export const booleanOption = (
  spec: Omit<OptionText, 'placeholder'> & { readonly default: boolean },
): Option<boolean> =>
  define('flag', { ...spec, placeholder: spec.default ? '[=false]' : '' }, booleanSchema, spec.default);

/**
 * A bare word, as `BODY` of `explain BODY`: any text, also none. Words are taken in the order of their declarations, and
 * have no environment variable. One that begins with a dash, but for a lone `-`, stands behind `--`.
 */
export const wordOption = (spec: Omit<OptionText, 'flags'>): Option<string | undefined> =>
  define('word', { ...spec, flags: '' }, z.string(), undefined);

/** All bare words from its place on, as `ID…` of `show ID…`. It is declared after every `wordOption`. */
export const wordsOption = (spec: Omit<OptionText, 'flags'>): Option<readonly string[]> =>
  define('words', { ...spec, flags: '' }, z.string(), Object.freeze([]));

/** Whether it stands in the arguments without a flag. */
export const isWord = ({ kind }: Pick<Option, 'kind'>): boolean => kind === 'word' || kind === 'words';

/** Whether each of its values is kept; of all others the last one counts. */
export const isList = ({ kind }: Pick<Option, 'kind'>): boolean => kind === 'list' || kind === 'words';

/** The words that a boolean option takes; only these may follow it after a space. */
export const BOOLEAN_WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

const define = <T>(
  kind: OptionKind,
  { flags, group, placeholder, description, defaultText }: OptionText,
  schema: z.ZodType<unknown, string>,
  fallback: T,
): Option<T> => ({
  kind,
  flags: flags === '' ? [] : flags.split(/,\s*/),
  group,
  placeholder,
  description,
  schema,
  fallback,
  fallbackText: defaultText ?? (isList({ kind }) || fallback === undefined ? '' : String(fallback)),
});

const CONTROL_CHARACTERS = /\p{Cc}/u;

const textSchema = (allowEmpty: boolean) =>
  z
    .string()
    .refine((text) => allowEmpty || text !== '', 'must not be empty')
    .refine((text) => !CONTROL_CHARACTERS.test(text), 'must not hold control characters');

const integerSchema = (min: number, max: number) => {
  const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`;
  return z
    .string()
    .refine(
      (text) => /^-?\d{1,16}$/.test(text) && Number(text) >= min && Number(text) <= max,
      `must be a whole number, ${range}`,
    )
    .transform(Number);
};

const booleanSchema = z
  .string()
  .refine((text) => BOOLEAN_WORDS.has(text.toLowerCase()), 'must be true or false')
  .transform((text) => BOOLEAN_WORDS.get(text.toLowerCase()) === true);
