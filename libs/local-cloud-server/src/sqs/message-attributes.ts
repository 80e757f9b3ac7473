import { createHash } from 'node:crypto';
import { invalidParameter } from './errors';
import type { MessageAttribute, MessageAttributes } from './message';
import { asObject, objectMap, optionalString, type Params } from './params';

const LIMIT = 10;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
const NAME = /^(?!aws\.|amazon\.)(?!\.)(?!.*\.\.)[A-Za-z0-9_.-]{1,256}(?<!\.)$/i;
const TYPE = /^(String|Number|Binary)(\..+)?$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Reads `MessageAttributes` of a send. @throws SqsError InvalidParameterValue */
export function parseMessageAttributes(params: Params): MessageAttributes {
  const members = [...objectMap(params, 'MessageAttributes')];
  if (members.length > LIMIT) {
    throw invalidParameter('MessageAttributes', members.length, `A message has at most ${LIMIT} attributes.`);
  }
  return new Map(
    members.map(([name, value]) => [name, parseOne(name, asObject(value, 'MessageAttributes'))]),
  );
}

function parseOne(name: string, value: Params): MessageAttribute {
  if (!NAME.test(name))
    throw invalidParameter('MessageAttributes', name, 'The message attribute name is invalid.');
  const type = optionalString(value, 'DataType') ?? '';
  if (!TYPE.test(type) || type.length > 256) {
    throw invalidParameter(
      'MessageAttributes',
      name,
      `The type of the message attribute is invalid: "${type}".`,
    );
  }
  const content = optionalString(value, type.startsWith('Binary') ? 'BinaryValue' : 'StringValue');
  if (content === undefined || content === '') {
    throw invalidParameter(
      'MessageAttributes',
      name,
      'The message attribute must contain a non-empty value.',
    );
  }
  if (type.startsWith('Number') && !DECIMAL.test(content)) {
    throw invalidParameter(
      'MessageAttributes',
      name,
      `Could not cast the message attribute value to number.`,
    );
  }
  return type.startsWith('Binary')
    ? { type, binary: Buffer.from(content, 'base64') }
    : { type, text: content };
}

/**
 * The digest that SDKs compare, over the attributes in order of their names.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function md5OfAttributes(attributes: MessageAttributes): string {
  const hash = createHash('md5');
  const sorted = [...attributes].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, attribute] of sorted) {
    hash.update(withLength(Buffer.from(name)));
    hash.update(withLength(Buffer.from(attribute.type)));
    hash.update(Buffer.from([isBinary(attribute) ? 2 : 1]));
    hash.update(withLength(bytesOf(attribute)));
  }
  return hash.digest('hex');
}

/** What they add to the size of a message: names, types and values. */
export function sizeOfAttributes(attributes: MessageAttributes): number {
  let size = 0;
  for (const [name, attribute] of attributes) {
    size += Buffer.byteLength(name) + Buffer.byteLength(attribute.type) + bytesOf(attribute).length;
  }
  return size;
}

/** The attributes that a receiver asked for: by name, by `prefix.*`, or with `All` or `.*` every one. */
export function selectAttributes(
  attributes: MessageAttributes,
  wanted: readonly string[],
): MessageAttributes {
  return new Map([...attributes].filter(([name]) => wanted.some((pattern) => selects(pattern, name))));
}

function selects(pattern: string, name: string): boolean {
  if (pattern === 'All' || pattern === '.*') return true;
  return pattern.endsWith('.*') ? name.startsWith(pattern.slice(0, -2)) : pattern === name;
}

/** As `MessageAttributes` of a received message. */
export function formatAttributes(attributes: MessageAttributes): Record<string, object> {
  return Object.fromEntries(
    [...attributes].map(([name, attribute]) => [
      name,
      'binary' in attribute
        ? { DataType: attribute.type, BinaryValue: attribute.binary.toString('base64') }
        : { DataType: attribute.type, StringValue: attribute.text },
    ]),
  );
}

const isBinary = (attribute: MessageAttribute): boolean => 'binary' in attribute;

const bytesOf = (attribute: MessageAttribute): Buffer =>
  'binary' in attribute ? attribute.binary : Buffer.from(attribute.text);

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
