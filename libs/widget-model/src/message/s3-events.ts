import { valueAt } from './json-value';
import { invalidPart, nothingPart, pointerPart, type MessagePart } from './message-part';

/** S3 sends one record a message; what has many more would be fetched all at once. */
const MAX_RECORDS = 100;
const LONGEST_WORD = 100;

/**
 * What the records of an S3 event notification ask for, a part each. Versions 2.x.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function readNotification(records: readonly unknown[]): readonly MessagePart[] {
  if (records.length === 0) return [invalidPart('the S3 event notification has no records')];
  if (records.length > MAX_RECORDS)
    return [invalidPart(`the S3 event notification has more than ${MAX_RECORDS} records`)];
  return records.map(readRecord);
}

function readRecord(record: unknown): MessagePart {
  const version = valueAt(record, 'eventVersion');
  const event = valueAt(record, 'eventName');
  if (typeof version !== 'string' || !/^2\.\d+$/.test(version))
    return invalidPart('a record of the S3 event notification is not of version 2');
  if (typeof event !== 'string') return invalidPart('a record of the S3 event notification names no event');
  if (!/^(?:s3:)?ObjectCreated:/.test(event)) return otherEvent(event);
  const key = decodeKey(valueAt(record, 's3', 'object', 'key'));
  return pointerPart(valueAt(record, 's3', 'bucket', 'name'), key);
}

/** In a notification a key is encoded as in a form: a plus sign is a space. */
function decodeKey(encoded: unknown): string | undefined {
  if (typeof encoded !== 'string') return undefined;
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/**
 * What an event of S3 by way of EventBridge asks for; the key is as it is.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function readBridgedEvent(detailType: string, detail: unknown): MessagePart {
  if (detailType !== 'Object Created') return otherEvent(detailType);
  return pointerPart(valueAt(detail, 'bucket', 'name'), valueAt(detail, 'object', 'key'));
}

/** An event that brings no object: S3's test when notifications are set up, a deletion, a restoration. */
export const otherEvent = (event: string): MessagePart =>
  nothingPart(`the S3 event ${event.slice(0, LONGEST_WORD)} brings no request`);
