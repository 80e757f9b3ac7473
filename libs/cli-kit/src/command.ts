import type { RimConfig } from './common-options';
import type { Main, ProgramContext } from './main';
import type { Options } from './option';
import { parseCommandLine, type Answer } from './parse-command-line';
import type { Program } from './program';
import type { Environment } from './read-environment';

/** A command line read, with its work bound to its config. */
export type Reading =
  | Answer
  | {
      readonly kind: 'run';
      readonly rim: RimConfig;
      readonly start: (context: ProgramContext) => ReturnType<Main<Options>>;
    };

/** What can be run under a name: a program, or one of its commands. */
export type Runnable = {
  /** As it stands before messages, e.g. `consumer forward`. */
  readonly name: string;
  /** Reads arguments without node, script and verb. */
  readonly read: (argv: readonly string[], env: Environment) => Reading;
};

/** A command of a program, e.g. `forward` of `consumer forward -rb B -rq Q`. */
export type Command = Runnable & {
  readonly verb: string;
  /** One line for the list in the program's help. */
  readonly does: string;
};

export const runnable = <O extends Options>(program: Program<O>, main: Main<O>): Runnable => ({
  name: program.name,
  read: (argv, env) => {
    const commandLine = parseCommandLine(program, argv, env);
    if (commandLine.kind !== 'run') return commandLine;
    const { config, rim } = commandLine;
    return { kind: 'run', rim, start: (context) => main(config, context) };
  },
});

/**
 * A command is a program of its own, with its options, usage, checks, examples and help, under a verb. `program.name` is
 * the whole of it, e.g. `consumer forward`.
 */
export const command = <O extends Options>(
  { verb, does, program }: { readonly verb: string; readonly does: string; readonly program: Program<O> },
  main: Main<O>,
): Command => ({ ...runnable(program, main), verb, does });
