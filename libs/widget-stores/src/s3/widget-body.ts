import { failure, storedWidgetSchema, success, type Result, type Widget } from '@widgets/widget-model';
import { decodeOrder, encodeOrder } from './order-json';

/** The fields of a stored body as they are, those included that are not ours. */
export type RawBody = Readonly<Record<string, unknown>>;

/** The JSON body of a widget; `kept` are the fields of the body that it takes the place of. */
export function encodeWidget(widget: Widget, kept: RawBody = {}): string {
  const { widgetId, owner, label, description, otherAttributes, requestId, order } = widget;
  return JSON.stringify({
    ...kept,
    widgetId,
    owner,
    label,
    description,
    otherAttributes: Array.from(otherAttributes, ([name, value]) => ({ name, value })),
    requestId,
    _order: order && encodeOrder(order),
  });
}

/** Reads a widget's body, ours or another program's; a reason when it is none. */
export function decodeWidget(bytes: Uint8Array): Result<{ widget: Widget; raw: RawBody }> {
  const json = parseJson(bytes);
  const body = storedWidgetSchema.safeParse(json);
  if (!body.success) {
    const [issue] = body.error.issues;
    return failure(
      issue === undefined || json === undefined
        ? 'it is not JSON'
        : `${['body', ...issue.path].join('.')}: ${issue.message}`,
    );
  }
  const { widgetId, owner, label, description, otherAttributes, requestId } = body.data;
  const attributes = new Map<string, string>();
  for (const { name, value } of otherAttributes ?? []) {
    if (value !== null && value !== undefined) attributes.set(name, value);
  }
  const widget = {
    widgetId,
    owner,
    label: label ?? null,
    description: description ?? null,
    otherAttributes: attributes,
    requestId: requestId ?? undefined,
    order: decodeOrder(body.data['_order']),
  };
  // The fields as they came: the schema's copy of them would lack one named __proto__.
  return success({ widget, raw: json as RawBody });
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
