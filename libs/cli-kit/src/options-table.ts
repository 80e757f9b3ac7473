import { environmentName } from './option-names';
import { isWord, type Option, type Options } from './option';

const HEADINGS: Row = ['option', 'environment', 'default', 'meaning'];

/** A Markdown table of the options for documentation, its columns aligned as Prettier aligns them. */
export const renderOptionsTable = (options: Options): string => {
  const rows = [HEADINGS, ...Object.values(options).map(tableRow)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const [head, ...body] = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  const rule = widths.map((width) => '-'.repeat(width));
  return [head ?? [], rule, ...body].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
};

type Row = readonly [option: string, environment: string, fallback: string, meaning: string];

const tableRow = (option: Option): Row => {
  if (isWord(option)) return [code(option.placeholder), '–', '–', escapeCell(option.description)];
  const value = option.kind === 'flag' ? option.placeholder : ` ${option.placeholder}`;
  const flags = option.flags.map(code).join(', ') + escapeCell(value);
  const fallback = option.fallbackText === '' ? '–' : escapeCell(option.fallbackText);
  const meaning =
    option.kind === 'list' ? `${option.description}; may be given several times` : option.description;
  return [flags, code(environmentName(option)), fallback, escapeCell(meaning)];
};

const code = (text: string): string => `\`${text}\``;

const escapeCell = (text: string): string => text.replaceAll('|', '\\|');
