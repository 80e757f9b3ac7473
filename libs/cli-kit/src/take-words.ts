import type { Given } from './given';
import type { Options } from './option';

export type TakenWords = {
  readonly given: readonly (readonly [key: string, given: Given])[];
  /** Words that nothing takes. */
  readonly stray: readonly string[];
};

/** Gives each bare word to the declared one in its place. */
export const takeWords = (words: readonly string[], options: Options): TakenWords => {
  const declared = Object.entries(options).filter(([, { kind }]) => kind === 'word');
  const given = declared.flatMap(([key, { placeholder }], index) => {
    const word = words[index];
    return word === undefined
      ? []
      : [[key, { label: placeholder, from: 'arguments', texts: [word] }] as const];
  });
  return { given, stray: words.slice(declared.length) };
};
