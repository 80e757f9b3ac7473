import { failure, success, type Result } from './result';

/** How a producer's message carries a request. */
export type MessageFormat = 'extended' | 'json' | 'key' | 'inline';
export const MESSAGE_FORMATS: readonly MessageFormat[] = ['extended', 'json', 'key', 'inline'];

/** The Number attribute by which Extended Client libraries announce a pointer: the payload's size in bytes. */
export const PAYLOAD_SIZE_ATTRIBUTE = 'ExtendedPayloadSize';

export type Pointer = { readonly bucket: string; readonly key: string };

/** What a message holds: the request itself, or where it lies. A bare key leaves the bucket to the reader. */
export type MessageContent =
  | { readonly kind: 'inline'; readonly request: string }
  | { readonly kind: 'pointer'; readonly pointer: Pointer }
  | { readonly kind: 'bare-key'; readonly key: string };

/** Current and former class names that mark an Extended Client's pointer. Tags only: nothing is instantiated. */
const POINTER_CLASSES = [
  'software.amazon.payloadoffloading.PayloadS3Pointer',
  'com.amazon.sqs.javamessaging.MessageS3Pointer',
] as const;

const BARE_KEY = /^(?!\/)[A-Za-z0-9!\-_.*'()/]{1,1024}$/;

/** Whether a key can be a message by itself: other characters could be anything. */
export const isBareKey = (key: string): boolean => BARE_KEY.test(key);

/** The body of a message that points to a request object. */
export function pointerBody(format: Exclude<MessageFormat, 'inline'>, { bucket, key }: Pointer): string {
  switch (format) {
    case 'extended':
      return JSON.stringify([POINTER_CLASSES[0], { s3BucketName: bucket, s3Key: key }]);
    case 'json':
      return JSON.stringify({ bucket, key });
    case 'key':
      return key;
  }
}

/**
 * Tells what a message's body is. The checks in their order:
 * 1. a bare key, by its characters: no JSON object, array or string consists of them;
 * 2. an array `[pointer class, {s3BucketName, s3Key}]`: an Extended Client's pointer;
 * 3. an object with a `requestId` or a `widgetId`: a request, whatever unknown fields it has besides;
 * 4. an object with `bucket` and `key`: a pointer;
 * 5. an object with a `type`: a request, although one that breaks a rule.
 * A body that is none of these is invalid, and never taken for a payload.
 */
export function readMessageBody(body: string): Result<MessageContent> {
  if (isBareKey(body)) return success({ kind: 'bare-key', key: body });
  const json = parseJson(body);
  if (Array.isArray(json)) return readExtendedPointer(json);
  if (!isRecord(json)) return failure('the message is neither a pointer nor a request');
  const has = (name: string): boolean => Object.hasOwn(json, name);
  if (has('requestId') || has('widgetId')) return success({ kind: 'inline', request: body });
  if (isText(json['bucket']) && isText(json['key'])) {
    return success({ kind: 'pointer', pointer: { bucket: json['bucket'], key: json['key'] } });
  }
  if (has('type')) return success({ kind: 'inline', request: body });
  return failure('the message is a JSON object, but neither a pointer nor a request');
}

function readExtendedPointer([className, pointer]: readonly unknown[]): Result<MessageContent> {
  if (!POINTER_CLASSES.some((known) => known === className)) {
    return failure('the message is a JSON array, but not a pointer of an SQS Extended Client');
  }
  if (!isRecord(pointer) || !isText(pointer['s3BucketName']) || !isText(pointer['s3Key'])) {
    return failure('the pointer has no s3BucketName and s3Key');
  }
  return success({ kind: 'pointer', pointer: { bucket: pointer['s3BucketName'], key: pointer['s3Key'] } });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Half a Unicode character fits into no request to S3. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.isWellFormed();
