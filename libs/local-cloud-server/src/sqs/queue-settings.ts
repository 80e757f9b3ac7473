import { SqsError } from './errors';
import type { FifoSettings } from './fifo';
import { parseRedrivePolicy, type RedrivePolicy } from './redrive-policy';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const NUMBERS = {
  DelaySeconds: { min: 0, max: 900, default: 0 },
  MaximumMessageSize: { min: 1024, max: 1_048_576, default: 1_048_576 },
  MessageRetentionPeriod: { min: 60, max: 1_209_600, default: 345_600 },
  ReceiveMessageWaitTimeSeconds: { min: 0, max: 20, default: 0 },
  VisibilityTimeout: { min: 0, max: 43_200, default: 30 },
} as const;

type NumberName = keyof typeof NUMBERS;
const NUMBER_NAMES: readonly NumberName[] = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
];

/** Of FIFO queues only; the first word of each is the default. */
const FIFO_WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ContentBasedDeduplication: ['false', 'true'],
    DeduplicationScope: ['queue', 'messageGroup'],
    FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
  } satisfies { [K in keyof FifoSettings]: FifoSettings[K][] }),
);

/** Kept and given back, without any effect here. */
const TEXTS = new Set([
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'Policy',
  'RedriveAllowPolicy',
  'SqsManagedSseEnabled',
]);

/** The attributes of a queue that its owner chooses; periods in seconds, sizes in bytes. */
export type QueueSettings = Readonly<Record<NumberName, number>> & {
  /** undefined: a standard queue. */
  readonly fifo: FifoSettings | undefined;
  readonly redrive: RedrivePolicy | undefined;
  readonly texts: ReadonlyMap<string, string>;
};

export const DEFAULT_SETTINGS: QueueSettings = {
  DelaySeconds: NUMBERS.DelaySeconds.default,
  MaximumMessageSize: NUMBERS.MaximumMessageSize.default,
  MessageRetentionPeriod: NUMBERS.MessageRetentionPeriod.default,
  ReceiveMessageWaitTimeSeconds: NUMBERS.ReceiveMessageWaitTimeSeconds.default,
  VisibilityTimeout: NUMBERS.VisibilityTimeout.default,
  fifo: undefined,
  redrive: undefined,
  texts: new Map([['SqsManagedSseEnabled', 'true']]),
};

export const DEFAULT_FIFO_SETTINGS: QueueSettings = {
  ...DEFAULT_SETTINGS,
  fifo: {
    ContentBasedDeduplication: 'false',
    DeduplicationScope: 'queue',
    FifoThroughputLimit: 'perQueue',
  },
};

/** The settings after `changes`, attribute values as they come over the wire. @throws SqsError InvalidAttribute… */
export function changeSettings(before: QueueSettings, changes: ReadonlyMap<string, string>): QueueSettings {
  let settings = before;
  for (const [name, value] of changes) settings = changeOne(settings, name, value);
  return settings;
}

function changeOne(settings: QueueSettings, name: string, value: string): QueueSettings {
  const numberName = NUMBER_NAMES.find((known) => known === name);
  if (numberName) return { ...settings, [numberName]: parseNumber(numberName, value) };
  if (name === 'RedrivePolicy') return { ...settings, redrive: parseRedrivePolicy(value) };
  if (TEXTS.has(name)) return { ...settings, texts: changeText(settings.texts, name, value) };
  if (settings.fifo) return { ...settings, fifo: changeFifo(settings.fifo, name, value) };
  throw unknownAttribute(name);
}

/** What kind a queue is, is decided when it is made: `FifoQueue` can only be repeated. */
function changeFifo(fifo: FifoSettings, name: string, value: string): FifoSettings {
  const words = name === 'FifoQueue' ? ['true'] : FIFO_WORDS.get(name);
  if (!words) throw unknownAttribute(name);
  if (!words.includes(value)) throw invalidValue(name);
  return name === 'FifoQueue' ? fifo : { ...fifo, [name]: value };
}

const unknownAttribute = (name: string): SqsError =>
  new SqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);

const invalidValue = (name: string): SqsError =>
  new SqsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);

function parseNumber(name: NumberName, text: string): number {
  const { min, max } = NUMBERS[name];
  const value = Number(text);
  if (!/^\d{1,10}$/.test(text) || value < min || value > max) throw invalidValue(name);
  return value;
}

function changeText(texts: ReadonlyMap<string, string>, name: string, value: string): Map<string, string> {
  const changed = new Map(texts);
  if (value === '') changed.delete(name);
  else changed.set(name, value);
  return changed;
}

/** The settings as attributes, in the form in which they were set. */
export function settingsAsAttributes(settings: QueueSettings): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const name of NUMBER_NAMES) attributes.set(name, String(settings[name]));
  const fifo: Record<string, string> = settings.fifo ? { FifoQueue: 'true', ...settings.fifo } : {};
  for (const [name, value] of Object.entries(fifo)) attributes.set(name, value);
  if (settings.redrive) attributes.set('RedrivePolicy', JSON.stringify(settings.redrive));
  for (const [name, value] of settings.texts) attributes.set(name, value);
  return attributes;
}
