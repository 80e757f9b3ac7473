import type { GivenByKey } from './given';
import { isWord, type Options } from './option';
import { environmentName } from './option-names';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `WIDGET_REQUEST_BUCKET` for `--request-bucket` and so on. An empty variable counts as not set. A list's
 * values are separated by commas.
 */
export const readEnvironment = (env: Environment, options: Options): GivenByKey =>
  new Map(
    Object.entries(options).flatMap(([key, option]) => {
      if (isWord(option)) return [];
      const label = environmentName(option);
      const text = env[label] ?? '';
      if (text === '') return [];
      const texts = option.kind === 'list' ? text.split(',').map((part) => part.trim()) : [text];
      return [[key, { label, from: 'environment', texts }] as const];
    }),
  );
