import { checkValues } from './check-values';
import { rimOptions, type RimConfig } from './common-options';
import type { GivenByKey } from './given';
import { renderHelp } from './help';
import type { Config, Options } from './option';
import { renderOptionsTable } from './options-table';
import type { Program } from './program';
import { readArguments } from './read-arguments';
import { readEnvironment, type Environment } from './read-environment';

/** Not in the help: by this the documentation's tables are made from the programs themselves. */
const OPTIONS_TABLE_FLAG = '--options-table';

/** What a command line asks for. */
export type CommandLine<C> = { readonly kind: 'run'; readonly config: C; readonly rim: RimConfig } | Answer;

/** What is answered without running anything. */
export type Answer =
  /** `--help`, `--version` or `--options-table`: a text for stdout. */
  | { readonly kind: 'text'; readonly text: string }
  /** Wrong usage: all that is wrong, a line each. */
  | { readonly kind: 'usage'; readonly problems: readonly string[] };

/**
 * Reads arguments (without node and script) and environment. Arguments win over the environment; of a single-valued
 * option given twice the last counts, so that a script can be called with an option of its own overridden. A command's
 * verb is not looked at here.
 */
export const parseCommandLine = <O extends Options>(
  program: Program<O>,
  argv: readonly string[],
  env: Environment,
): CommandLine<Config<O>> => {
  const text = askedText(program, argv);
  if (text !== undefined) return { kind: 'text', text };
  const reading = readArguments(argv, program);
  const given = new Map([...readEnvironment(env, program.options), ...reading.given]);
  const { config, invalid, problems } = checkValues(program.options, given);
  const untold = new Set<PropertyKey>([...invalid, ...reading.valueless]);
  const contradictions = (program.check?.(config) ?? []).filter(
    ({ about }) => !about.some((key) => untold.has(key)),
  );
  const all = [
    ...reading.problems,
    ...problems,
    ...contradictions.map(({ about, message }) => message + fromEnvironment(about, given)),
  ];
  if (all.length > 0) return { kind: 'usage', problems: [...new Set(all)] };
  return { kind: 'run', config, rim: checkValues(rimOptions, given).config };
};

/** Names the variables that take part in a contradiction: nobody sees them in the command line. */
const fromEnvironment = (about: readonly PropertyKey[], given: GivenByKey): string => {
  const names = about.flatMap((key) => {
    const one = given.get(String(key));
    return one?.from === 'environment' ? [one.label] : [];
  });
  return names.length === 0 ? '' : ` (from the environment: ${names.join(', ')})`;
};

const askedText = <O extends Options>(program: Program<O>, argv: readonly string[]): string | undefined => {
  const end = argv.indexOf('--');
  const tokens = new Set(end < 0 ? argv : argv.slice(0, end));
  if (tokens.has('--help') || tokens.has('-h')) return renderHelp(program);
  if (tokens.has(OPTIONS_TABLE_FLAG)) return renderOptionsTable(program.options);
  if (tokens.has('--version')) return `${program.name} ${program.version}\n`;
  return undefined;
};
