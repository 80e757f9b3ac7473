import type { WidgetOrder } from '@widgets/widget-model';

const VERSION = 1;

/** A widget's bookkeeping as the field `_order` of its body. */
export const encodeOrder = ({
  revision,
  created,
  object,
  newest,
  changed,
  confirmed,
}: WidgetOrder): object => ({
  version: VERSION,
  revision,
  created,
  ...object,
  newest,
  changed: Object.fromEntries(changed),
  ...(confirmed ? { confirmed } : {}),
});

/** Reads `_order`; what is none of ours is as good as none. */
export function decodeOrder(json: unknown): WidgetOrder | undefined {
  const { version, revision, created, bucket, key, newest, changed, confirmed } = fieldsOf(json);
  if (version !== VERSION || typeof created !== 'string' || typeof newest !== 'string') return undefined;
  const stamps = Object.entries(fieldsOf(changed)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    revision: typeof revision === 'number' ? revision : 0,
    created,
    object: typeof bucket === 'string' && typeof key === 'string' ? { bucket, key } : undefined,
    newest,
    changed: new Map(stamps),
    confirmed: confirmed === true,
  };
}

const fieldsOf = (json: unknown): Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
