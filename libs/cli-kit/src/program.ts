import type { Command } from './command';
import type { Config, Options } from './option';

/** A contradiction between options that are each right by themselves. */
export type OptionProblem<O extends Options> = {
  /** The options it is about: it is not told when one of them was refused already. */
  readonly about: readonly (keyof O)[];
  /** What is wrong and how to put it right, e.g. `-wb and -dwt exclude each other: give one of them`. */
  readonly message: string;
};

/** What may stand in a program's arguments. */
export type Vocabulary = Pick<Program<Options>, 'options' | 'commands'>;

/** What a program says of itself: its options are read, checked and documented from this. */
export type Program<O extends Options> = {
  /** As it stands before messages and in the usage line, e.g. `consumer`. */
  readonly name: string;
  readonly version: string;
  /** The usage lines without `Usage: `, e.g. `consumer [-rb BUCKET] [options]`. */
  readonly usage: readonly string[];
  /** Paragraphs of the help, above the options. */
  readonly about: readonly string[];
  readonly options: O;
  /** Checks that concern several options at once. */
  readonly check?: (config: Config<O>) => readonly OptionProblem<O>[];
  /**
   * What it does besides its own work when the first argument is a command's verb. A program with commands declares no
   * words of its own.
   */
  readonly commands?: readonly Command[];
  /** What its exit codes 0 and 1 mean, where they are an answer to a question. */
  readonly answers?: { readonly 0: string; readonly 1: string };
  readonly examples: readonly { readonly does: string; readonly command: string }[];
};
