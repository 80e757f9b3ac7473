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
  /** What the first argument may choose instead. */
  readonly commands: readonly Command[];
};

/** A command of a program, e.g. `forward` of `consumer forward -rb B -rq Q`. */
export type Command = Runnable & {
  readonly verb: string;
  /** One line for the list in the program's help. */
  readonly does: string;
};

export const runnable = <O extends Options>(program: Program<O>, main: Main<O>): Runnable => ({
  name: program.name,
  commands: program.commands ?? [],
  read: (argv, env) => {
    const commandLine = parseCommandLine(program, argv, env);
    if (commandLine.kind !== 'run') return commandLine;
    const { config, rim } = commandLine;
    return { kind: 'run', rim, start: (context) => main(config, context) };
  },
});

/** Follows the verbs that the arguments begin with, and tells what is left of them. */
export const chosenRunnable = (
  start: Runnable,
  argv: readonly string[],
): { readonly chosen: Runnable; readonly rest: readonly string[] } => {
  const next = start.commands.find(({ verb }) => verb === argv[0]);
  return next === undefined ? { chosen: start, rest: argv } : chosenRunnable(next, argv.slice(1));
};

/**
 * A command is a program of its own, with its options, usage, checks, examples and help, under a verb. `program.name` is
 * the whole of it, e.g. `consumer forward`.
 */
export const command = <O extends Options>(
  { verb, does, program }: { readonly verb: string; readonly does: string; readonly program: Program<O> },
  main: Main<O>,
): Command => ({ ...runnable(program, main), verb, does });

/** A command that does nothing by itself: a verb of its own has to follow, e.g. `list` of `consumer dead-letters list`. */
export const commandGroup = (
  { verb, does }: { readonly verb: string; readonly does: string },
  program: Omit<Program<Options>, 'options' | 'check'> & { readonly commands: readonly Command[] },
): Command => {
  const verbs = program.commands.map((each) => each.verb).join(', ');
  const check = () => [{ about: [], message: `say what to do: one of ${verbs}` }];
  return command({ verb, does, program: { ...program, options: {}, check } }, () => Promise.resolve());
};
