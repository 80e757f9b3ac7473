import { isRecord, parseJson, valueAt } from './json-value';
import { isBareKey, POINTER_CLASSES } from './message-format';
import { bareKeyPart, invalidPart, pointerPart, type MessagePart } from './message-part';
import { otherEvent, readBridgedEvent, readNotification } from './s3-events';

/** A message, read. */
export type MessageReading = {
  /** What it was taken for, the outermost first: `an SNS notification`, `an S3 event notification`. */
  readonly forms: readonly string[];
  /** What it asks for, at least one. */
  readonly parts: readonly MessagePart[];
};

/**
 * Tells what a message's body is. The checks in their order:
 *  1. a bare key, by its characters: no JSON object, array or string consists of them;
 *  2. a JSON number of 13 digits: the courses' key, dumped;
 *  3. a JSON string: its text is read by these checks;
 *  4. an array `[pointer class, {s3BucketName, s3Key}]`: an Extended Client's pointer;
 *  5. an object with a `requestId` or a `widgetId`: a request, whatever unknown fields it has besides;
 *  6. an object with `Type: "Notification"` and a `Message`: an SNS notification, whose message is read by these checks;
 *  7. an object with an array `Records`: an S3 event notification;
 *  8. an object with `Event: "s3:TestEvent"`: S3's test when notifications are set up;
 *  9. an object with `source: "aws.s3"` and a `detail-type`: an event of S3 by way of EventBridge;
 * 10. an object with `bucket` and `key`: a pointer;
 * 11. an object with a `type`: a request, although one that breaks a rule.
 * Each kind of envelope (3, 6) is opened once. A body that is none of these is invalid, and never taken for a payload.
 */
export const readMessageBody = (body: string): MessageReading => readText(body, []);

const JSON_STRING = 'a JSON string';
const SNS_NOTIFICATION = 'an SNS notification';

function readText(text: string, opened: readonly string[]): MessageReading {
  const found = (form: string, ...parts: readonly MessagePart[]) => ({ forms: [...opened, form], parts });
  if (isBareKey(text)) return found('a bare key', bareKeyPart(text));
  const json = parseJson(text);
  if (typeof json === 'number' && /^\d{13}$/.test(String(json)))
    return found('a number of 13 digits', bareKeyPart(String(json)));
  if (typeof json === 'string') return open(JSON_STRING, json, opened);
  if (Array.isArray(json)) return found('a JSON array', readExtendedPointer(json));
  if (!isRecord(json))
    return found('other text', invalidPart('the message is neither a pointer nor a request'));
  if (hasIds(json)) return found('a request', { kind: 'inline', request: text });
  if (json['Type'] === 'Notification' && typeof json['Message'] === 'string')
    return open(SNS_NOTIFICATION, json['Message'], opened);
  return found(...readObject(json, text));
}

function open(envelope: string, content: string, opened: readonly string[]): MessageReading {
  const forms = [...opened, envelope];
  return opened.includes(envelope)
    ? { forms, parts: [invalidPart(`the message is ${envelope} within ${envelope}`)] }
    : readText(content, forms);
}

const hasIds = (json: object): boolean => Object.hasOwn(json, 'requestId') || Object.hasOwn(json, 'widgetId');

/** An object that is neither a request by its ids nor an envelope. */
function readObject(
  json: Readonly<Record<string, unknown>>,
  request: string,
): readonly [form: string, ...MessagePart[]] {
  const { Records, Event, source, bucket, key, 'detail-type': detailType } = json;
  if (Array.isArray(Records)) return ['an S3 event notification', ...readNotification(Records)];
  if (Event === 's3:TestEvent') return ["S3's test of notifications", otherEvent(Event)];
  if (source === 'aws.s3' && typeof detailType === 'string')
    return ['an S3 event of EventBridge', readBridgedEvent(detailType, json['detail'])];
  if (typeof bucket === 'string' && typeof key === 'string')
    return ['a pointer of bucket and key', pointerPart(bucket, key)];
  if (Object.hasOwn(json, 'type')) return ['a request', { kind: 'inline', request }];
  return ['a JSON object', invalidPart('the message is a JSON object, but neither a pointer nor a request')];
}

function readExtendedPointer([className, pointer]: readonly unknown[]): MessagePart {
  if (!POINTER_CLASSES.some((known) => known === className))
    return invalidPart('the message is a JSON array, but not a pointer of an SQS Extended Client');
  return pointerPart(valueAt(pointer, 's3BucketName'), valueAt(pointer, 's3Key'));
}
