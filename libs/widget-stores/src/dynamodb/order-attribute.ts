import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { WidgetOrder } from '@widgets/widget-model';

const VERSION = '1';

/** A widget's bookkeeping as the attribute `_order` of its item, a map. */
export function encodeOrder(order: WidgetOrder): AttributeValue {
  const { revision, created, object, newest, changed, confirmed } = order;
  return {
    M: {
      version: { N: VERSION },
      revision: { N: String(revision) },
      created: { S: created },
      ...(object === undefined ? {} : { bucket: { S: object.bucket }, key: { S: object.key } }),
      newest: { S: newest },
      changed: { M: Object.fromEntries([...changed].map(([name, stamp]) => [name, { S: stamp }])) },
      ...(confirmed ? { confirmed: { BOOL: true } } : {}),
    },
  };
}

/** Reads `_order`; what is none of ours is as good as none. */
export function decodeOrder(attribute: AttributeValue | undefined): WidgetOrder | undefined {
  const { version, revision, created, bucket, key, newest, changed, confirmed } = attribute?.M ?? {};
  if (version?.N !== VERSION || created?.S === undefined || newest?.S === undefined) return undefined;
  const stamps = Object.entries(changed?.M ?? {}).flatMap(([name, value]): [string, string][] =>
    value?.S === undefined ? [] : [[name, value.S]],
  );
  return {
    revision: Number(revision?.N ?? 0),
    created: created.S,
    object: bucket?.S !== undefined && key?.S !== undefined ? { bucket: bucket.S, key: key.S } : undefined,
    newest: newest.S,
    changed: new Map(stamps),
    confirmed: confirmed?.BOOL === true,
  };
}
