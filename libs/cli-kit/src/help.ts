import type { Command } from './command';
import type { ExitCode } from './exit-code';
import { mainFlag, environmentName } from './option-names';
import { isWord, type Option, type Options } from './option';
import type { Program } from './program';
import { wrapCommand, wrapText } from './wrap-text';

// The same everywhere, with or without a terminal, so that help can be compared and pasted.
const WIDTH = 100;
const TEXT_COLUMN = 34;

const EXIT_CODES: Readonly<Record<ExitCode, string>> = {
  0: 'ended as asked, also after one Ctrl-C',
  1: 'could not go on',
  2: 'wrong usage',
  130: 'stopped at once by a second Ctrl-C',
};

/** The text of `--help`: usage, options by group, where else they come from, exit codes, examples. */
export const renderHelp = <O extends Options>(program: Program<O>): string => {
  const options: readonly Option[] = Object.values(program.options);
  const groups = [...new Set(options.map(({ group }) => group))];
  const blocks = [
    program.usage.map((line, index) => `${index === 0 ? 'Usage: ' : '       '}${line}`),
    ...program.about.map((paragraph) => wrapText(paragraph, WIDTH)),
    ...commandsBlock(program.commands ?? []),
    ...groups.map((group) => [
      `${group}:`,
      ...options.filter((option) => option.group === group).flatMap(optionLines),
    ]),
    ['Help:', ...entry('  -h, --help', 'show this text'), ...entry('     --version', 'show the version')],
    environmentNote(options),
    ['Exit codes:', ...exitCodeLines({ ...EXIT_CODES, ...program.answers })],
    ['Examples:', ...program.examples.flatMap(exampleLines)],
  ];
  const filled = blocks.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join('\n')).join('\n\n')}\n`;
};

const exitCodeLines = (meanings: Readonly<Record<ExitCode, string>>): readonly string[] =>
  Object.entries(meanings).map(([code, meaning]) => `  ${code.padEnd(4)} ${meaning}`);

const exampleLines = ({ does, command }: { does: string; command: string }): readonly string[] => [
  ...wrapText(does, WIDTH - 4).map((line) => `  # ${line}`),
  ...wrapCommand(command, WIDTH - 6).map((line, index) => (index === 0 ? `  ${line}` : `    ${line}`)),
];

const commandsBlock = (commands: readonly Command[]): readonly (readonly string[])[] => {
  const [sample] = commands;
  if (sample === undefined) return [];
  return [
    [
      'Commands, each with options of its own:',
      ...commands.flatMap(({ verb, does }) => entry(`  ${verb}`, does)),
      ...entry('', `${sample.name} --help tells more`),
    ],
  ];
};

const optionLines = (option: Option): readonly string[] => {
  if (isWord(option)) return entry(`  ${option.placeholder}`, option.description);
  const [first = '', ...rest] = option.flags;
  const spelled = first.startsWith('--') ? [`     ${first}`, ...rest] : [first.padStart(4), ...rest];
  const notes = [
    ...(option.kind === 'list' ? ['may be given several times'] : []),
    ...(option.fallbackText === '' || option.fallback === false ? [] : [`default: ${option.fallbackText}`]),
  ];
  const text = `${option.description}${notes.length > 0 ? ` [${notes.join('; ')}]` : ''}`;
  const value = option.kind === 'flag' ? option.placeholder : ` ${option.placeholder}`;
  return entry(spelled.join(', ') + value, text);
};

/** Flags on the left, text in its column; a long left side has a line of its own. */
const entry = (left: string, text: string): readonly string[] => {
  const flags = `  ${left}`;
  const lines = wrapText(text, WIDTH - TEXT_COLUMN).map((line) => ' '.repeat(TEXT_COLUMN) + line);
  const [first = '', ...rest] = lines;
  return flags.length > TEXT_COLUMN - 2
    ? [flags, ...lines]
    : [flags.padEnd(TEXT_COLUMN) + first.trimStart(), ...rest];
};

const environmentNote = (options: readonly Option[]): readonly string[] => {
  const sample = options.find((option) => !isWord(option));
  if (sample === undefined) return [];
  return wrapText(
    `Every option can also come from the environment, ${mainFlag(sample)} as ${environmentName(sample)} and so on; ` +
      'an option on the command line wins.',
    WIDTH,
  );
};
