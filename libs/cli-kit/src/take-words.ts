import type { Given } from './given';
import { isWord, type Options } from './option';

export type TakenWords = {
  readonly given: readonly (readonly [key: string, given: Given])[];
  /** Words that nothing takes. */
  readonly stray: readonly string[];
};

/** Gives each bare word to the declared one in its place, and the rest to the declared list. */
export const takeWords = (words: readonly string[], options: Options): TakenWords => {
  const declared = Object.entries(options).filter(([, option]) => isWord(option));
  const given = declared.flatMap(([key, { kind, placeholder }], index) => {
    const texts = words.slice(index, kind === 'words' ? undefined : index + 1);
    return texts.length === 0 ? [] : [[key, { label: placeholder, from: 'arguments', texts }] as const];
  });
  const takesAll = declared.some(([, { kind }]) => kind === 'words');
  return { given, stray: takesAll ? [] : words.slice(declared.length) };
};
