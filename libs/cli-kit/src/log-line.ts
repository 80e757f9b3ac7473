import { escapeControlCharacters } from './escape-control-characters';

/** Turns one JSON line of the log into what is written; both end with a line feed. */
export type LogLineFormat = (json: string) => string;

// JSON escapes only what is below a space; escapes of the rest are legal within its strings too.
export const jsonLogLine: LogLineFormat = (json) => `${escapeControlCharacters(json.trimEnd())}\n`;

/** `12:30:01.250 WARN  widget is missing  widgetId=… requestId=…`, for people; the time is UTC. */
export const textLogLine: LogLineFormat = (json) => {
  const { time, level, msg, program: _program, pid: _pid, ...fields } = JSON.parse(json) as LogRecord;
  const facts = Object.entries(fields).map(([name, value]) => `${bareOrQuoted(name)}=${asText(value)}`);
  const sentence = escapeControlCharacters(msg ?? '');
  const head = `${time.slice(11, 23)} ${level.toUpperCase().padEnd(5)} ${sentence}`;
  return `${facts.length > 0 ? `${head}  ${facts.join(' ')}` : head}\n`;
};

/** The fields that the logger itself writes; every other one comes from the caller. */
type LogRecord = {
  readonly time: string;
  readonly level: string;
  readonly msg?: string;
  readonly program: string;
  readonly pid: number;
};

const asText = (value: unknown): string => {
  if (typeof value === 'string') return bareOrQuoted(value);
  const message = errorMessage(value);
  return message === undefined ? escapeControlCharacters(JSON.stringify(value)) : bareOrQuoted(message);
};

/** A serialized error shows its message; its stack is in the JSON format. */
const errorMessage = (value: unknown): string | undefined =>
  typeof value === 'object' &&
  value !== null &&
  'stack' in value &&
  'message' in value &&
  typeof value.message === 'string'
    ? value.message
    : undefined;

const bareOrQuoted = (text: string): string =>
  /^[^\s"=\p{Cc}]+$/u.test(text)
    ? escapeControlCharacters(text)
    : escapeControlCharacters(JSON.stringify(text));
