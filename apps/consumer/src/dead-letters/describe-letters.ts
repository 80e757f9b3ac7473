import {
  escapeControlCharacters,
  formatCount,
  formatDuration,
  formatSummary,
  type SummaryRow,
} from '@widgets/cli-kit';
import {
  isFifoQueue,
  type Letter,
  type LetterGroup,
  type LetterPart,
  type Looked,
  type WorkedOff,
} from '@widgets/request-channel';

/** More are told by their number. */
const GROUPS_SHOWN = 50;

/** `1 letter`, `12 letters` */
export const letterCount = (count: number): string =>
  `${formatCount(count)} ${count === 1 ? 'letter' : 'letters'}`;

/** Reasons with their counts, a block of lines each. */
export function describeGroups(groups: readonly LetterGroup[], now: number): readonly string[] {
  const width = Math.max(0, ...groups.map(({ count }) => formatCount(count).length));
  const shown = groups
    .slice(0, GROUPS_SHOWN)
    .flatMap(({ reason, count, oldest, newest, example }) => [
      `  ${formatCount(count).padStart(width)}  ${escapeControlCharacters(reason)}`,
      `  ${' '.repeat(width)}  ${ages(oldest, newest, now)}, the oldest is ${example}`,
    ]);
  const hidden = groups.length - GROUPS_SHOWN;
  return hidden > 0 ? [...shown, `  and ${formatCount(hidden)} more reasons`] : shown;
}

const ages = (oldest: number, newest: number, now: number): string =>
  oldest === newest ? ago(oldest, now) : `${ago(oldest, now)} to ${ago(newest, now)}`;

const ago = (then: number, now: number): string => `${formatDuration(Math.max(0, now - then))} ago`;

/** What the queue has beyond what was looked at, and why; none when that is nothing. */
export function describeBeyond({ beyond }: Looked, queueUrl: string): readonly string[] {
  if (beyond === 0) return [];
  const why = isFifoQueue(queueUrl)
    ? 'most stand behind ten others of their group'
    : 'somebody else has them in hand for now, or they came meanwhile';
  return [`${formatCount(beyond)} more could not be looked at: ${why}.`];
}

/** A letter, for a reader: why it is there, what it asks for, what it came with. */
export function describeLetter(
  { id, sentAt, reason, body, message }: Letter,
  parts: readonly LetterPart[],
): readonly string[] {
  const { Attributes = {}, MessageAttributes = {} } = message;
  const own = Object.entries(MessageAttributes).map(([name, { StringValue, BinaryValue }]): SummaryRow => [
    escapeControlCharacters(name),
    escapeControlCharacters(StringValue ?? `${BinaryValue?.length ?? 0} bytes`),
  ]);
  const given = Object.entries(Attributes).map(([name, value]): SummaryRow => [name, readable(name, value)]);
  return [
    `Letter ${id}, sent ${new Date(sentAt).toISOString()}`,
    `Reason: ${escapeControlCharacters(reason)}`,
    ...(parts.some(({ kind }) => kind === 'none') ? [`Body: ${escapeControlCharacters(body)}`] : []),
    ...parts.flatMap(describePart),
    ...formatSummary('Attributes of the message:', [...own, ...given]).split('\n'),
  ];
}

/** Times are epoch milliseconds. */
const readable = (name: string, value: string): string =>
  name.endsWith('Timestamp')
    ? `${value} (${new Date(Number(value)).toISOString()})`
    : escapeControlCharacters(value);

function describePart(part: LetterPart): readonly string[] {
  switch (part.kind) {
    case 'request': {
      const where = part.object === undefined ? '' : ` in ${objectName(part.object)}`;
      return [`Request${where}:`, ...describeRequest(part.text)];
    }
    case 'gone':
      return [
        `The request object ${objectName(part.object)} is gone: sent back, the letter changes nothing.`,
      ];
    case 'unread':
      return [
        `The request object ${escapeControlCharacters(part.object)} was not read: ${escapeControlCharacters(part.reason)}`,
      ];
    case 'none':
      return [`No request: ${escapeControlCharacters(part.reason)}`];
  }
}

const objectName = ({ bucket, key }: { readonly bucket: string; readonly key: string }): string =>
  escapeControlCharacters(`${bucket}/${key}`);

const LONGEST_TEXT = 4000;

function describeRequest(text: string): readonly string[] {
  const lines = indentedJson(text).slice(0, LONGEST_TEXT).split('\n');
  const cut = text.length > LONGEST_TEXT ? [`  … of ${formatCount(text.length)} characters`] : [];
  return [...lines.map((line) => `  ${escapeControlCharacters(line)}`), ...cut];
}

function indentedJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Rows for the end of a redrive or drop, after all was selected. */
export function workedOffRows({ selected, done, left }: WorkedOff): readonly SummaryRow[] {
  return [
    ['selected', selected],
    ['done', done],
    ...(left > 0 ? [['done, and still here as well', left] as const] : []),
    ...(selected > done + left ? [['stay here', selected - done - left] as const] : []),
  ];
}
