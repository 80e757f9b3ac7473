import type { Pointer } from './message-format';

/** One thing that a message asks for. */
export type MessagePart =
  /** The request itself, as text. */
  | { readonly kind: 'inline'; readonly request: string }
  | { readonly kind: 'pointer'; readonly pointer: Pointer }
  /** A pointer that leaves the bucket to the reader. */
  | { readonly kind: 'bare-key'; readonly key: string }
  /** It asks for nothing, and is done when it is read. */
  | { readonly kind: 'nothing'; readonly reason: string }
  | { readonly kind: 'invalid'; readonly reason: string };

export const invalidPart = (reason: string): MessagePart => ({ kind: 'invalid', reason });
export const nothingPart = (reason: string): MessagePart => ({ kind: 'nothing', reason });

/** A pointer, from whatever stands where its bucket and its key should. */
export function pointerPart(bucket: unknown, key: unknown): MessagePart {
  if (!isText(bucket) || !isText(key)) return invalidPart('the pointer does not tell both bucket and key');
  return checkedKey(key, { kind: 'pointer', pointer: { bucket, key } });
}

export const bareKeyPart = (key: string): MessagePart => checkedKey(key, { kind: 'bare-key', key });

/** S3's limit for a key, in bytes of UTF-8. */
const MAX_KEY_BYTES = 1024;

/** No producer makes such keys: they are longer than S3's own, or could lead what stands between astray. */
function checkedKey(key: string, part: MessagePart): MessagePart {
  if (new TextEncoder().encode(key).length > MAX_KEY_BYTES)
    return invalidPart(`the pointer's key is longer than ${MAX_KEY_BYTES} bytes`);
  if (/\p{Cc}/u.test(key)) return invalidPart("the pointer's key has control characters");
  if (key.split('/').includes('..')) return invalidPart("the pointer's key has a step upwards (..)");
  return part;
}

/** Half a Unicode character fits into no request to S3. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.isWellFormed();
