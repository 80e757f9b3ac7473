import { stampOfKey, type MessagePart, type Pointer } from '@widgets/widget-model';
import { CannotContinue, type ReadItem } from '@widgets/widget-pipeline';
import type { NamedBuckets } from './named-buckets';

/** A part of a message that leads to an object. */
export type PointerPart = Extract<MessagePart, { kind: 'pointer' | 'bare-key' }>;

/**
 * Where a pointer may be followed to, or the item that it is when it may not. Throws `CannotContinue` when it shows that
 * no bucket was named.
 */
export function resolvePointer(part: PointerPart, buckets: NamedBuckets): Pointer | { item: ReadItem } {
  if (part.kind === 'bare-key') return resolveBareKey(part.key, buckets);
  const { bucket } = part.pointer;
  switch (buckets.judge(bucket)) {
    case 'named':
      return part.pointer;
    case 'not-named':
      return {
        item: {
          kind: 'invalid',
          reason: `it points to bucket ${bucket}, which was not named as a request bucket`,
        },
      };
    case 'perhaps-mistyped':
      return {
        item: {
          kind: 'unavailable',
          blame: 'usage',
          reason: `it points to bucket ${bucket}, and the request bucket named is ${buckets.names.join(', ')}: if ${bucket} is right, start again with -rb=${bucket}`,
        },
      };
    case 'none-named':
      throw noBucketNamed(`bucket ${bucket}: start again with -rb=${bucket}`);
  }
}

function resolveBareKey(key: string, buckets: NamedBuckets): Pointer | { item: ReadItem } {
  const [bucket, ...others] = buckets.names;
  if (bucket === undefined) {
    if (stampOfKey(key) !== undefined)
      throw noBucketNamed('a bucket that they do not tell: start again with -rb=BUCKET');
    return { item: { kind: 'invalid', reason: 'the message is neither a pointer nor a request' } };
  }
  if (others.length > 0) {
    return {
      item: {
        kind: 'invalid',
        reason: 'it is a bare key, and with more than one request bucket it could be in any',
      },
    };
  }
  return { bucket, key };
}

const noBucketNamed = (where: string): CannotContinue =>
  new CannotContinue(`The messages of the queue point to requests in ${where}.`, { blame: 'usage' });
