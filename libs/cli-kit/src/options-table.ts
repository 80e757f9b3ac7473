import { environmentName } from './option-names';
import type { Option, Options } from './option';

/** A Markdown table of the options for documentation: flags, environment variable, default, meaning. */
export const renderOptionsTable = (options: Options): string =>
  [
    '| option | environment | default | meaning |',
    '|---|---|---|---|',
    ...Object.values(options).map(tableRow),
  ].join('\n') + '\n';

const tableRow = (option: Option): string => {
  const value = option.kind === 'flag' ? option.placeholder : ` ${option.placeholder}`;
  const flags = option.flags.map(code).join(', ') + escapeCell(value);
  const fallback = option.fallbackText === '' ? '–' : escapeCell(option.fallbackText);
  const meaning =
    option.kind === 'list' ? `${option.description}; may be given several times` : option.description;
  return `| ${flags} | ${code(environmentName(option))} | ${fallback} | ${escapeCell(meaning)} |`;
};

const code = (text: string): string => `\`${text}\``;

const escapeCell = (text: string): string => text.replaceAll('|', '\\|');
