import {
  ORDER_STAMP_ATTRIBUTE,
  parseRequest,
  readMessageBody,
  stampOfKey,
  type MessagePart,
  type Pointer,
} from '@widgets/widget-model';

/**
 * Tells in lines how a message with this body would be read: what it is taken for, then each thing that it asks for.
 *
 * @param buckets the request buckets that the consumer would be given
 */
export function explainMessage(body: string, buckets: readonly string[]): readonly string[] {
  const { forms, parts } = readMessageBody(body);
  return [
    `Taken for: ${forms.join(', which holds ')}`,
    ...parts.flatMap((part, at) => {
      const number = parts.length > 1 ? `${at + 1}. ` : '';
      const [first = '', ...rest] = explainPart(part, buckets);
      return [number + first, ...rest.map((line) => ' '.repeat(number.length) + line)];
    }),
  ];
}

function explainPart(part: MessagePart, buckets: readonly string[]): readonly string[] {
  switch (part.kind) {
    case 'inline':
      return explainInline(part.request);
    case 'pointer':
      return [...explainPointer(part.pointer), whetherFollowed(part.pointer.bucket, buckets)];
    case 'bare-key':
      return explainBareKey(part.key, buckets);
    case 'nothing':
      return [`Nothing to do: ${part.reason}. The message is acknowledged.`];
    case 'invalid':
      return [`Refused: ${part.reason}. The message goes to the dead-letter queue.`];
  }
}

function explainInline(text: string): readonly string[] {
  const parsed = parseRequest(text);
  if (!parsed.ok)
    return [`Refused: a request, but ${parsed.reason}. The message goes to the dead-letter queue.`];
  const { type, widgetId, owner, requestId } = parsed.value;
  return [
    `Request: ${type} widget ${widgetId} of ${owner} (request ${requestId})`,
    `Order stamp: the message attribute ${ORDER_STAMP_ATTRIBUTE}, else the time of sending, the type and the message's id`,
  ];
}

const explainPointer = ({ bucket, key }: Pointer): readonly string[] => [
  `Pointer: object ${key} in bucket ${bucket}`,
  stampOfKey(key) === undefined
    ? `Order stamp: the message attribute ${ORDER_STAMP_ATTRIBUTE}, else the time of sending, the type and the key`
    : `Order stamp: the message attribute ${ORDER_STAMP_ATTRIBUTE}, else ${stampOfKey(key)}, from the key`,
];

function whetherFollowed(bucket: string, buckets: readonly string[]): string {
  if (buckets.includes(bucket)) return `Followed: -rb names bucket ${bucket}`;
  return buckets.length === 0
    ? `Not followed: no request bucket is named, which stops the consumer; name it with -rb=${bucket}`
    : `Not followed: the request buckets named are ${buckets.join(', ')}; the message waits until one pointer was right, and is refused from then on`;
}

function explainBareKey(key: string, buckets: readonly string[]): readonly string[] {
  const [bucket, ...others] = buckets;
  if (others.length > 0)
    return [`Refused: a bare key, ${key}, and with more than one request bucket it could be in any`];
  if (bucket !== undefined)
    return [...explainPointer({ bucket, key }), whetherFollowed(bucket, buckets), ...ifGone(key)];
  return stampOfKey(key) === undefined
    ? [`Refused: no request bucket is named, and ${key} does not look like a key`]
    : [`Pointer: object ${key}`, 'Not followed: no request bucket is named, which stops the consumer'];
}

const ifGone = (key: string): readonly string[] =>
  stampOfKey(key) === undefined
    ? ['If there is no such object: refused, as any word could be a bare key']
    : ['If there is no such object: acknowledged, as finished before'];
