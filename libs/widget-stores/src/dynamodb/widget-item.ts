import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Widget } from '@widgets/widget-model';
import { decodeOrder, encodeOrder } from './order-attribute';

/** The SDK answers an attribute named `__proto__` as one without a value. */
export type Item = Record<string, AttributeValue | undefined>;

/** Attributes of an item that are a widget's own; all others are its other attributes. */
const OWN_NAMES = new Set(['owner', 'label', 'description', 'requestId', '_order']);

/** Names that a table's key cannot have: each already stands for something else in a widget. */
export const isOwnName = (name: string): boolean => OWN_NAMES.has(name);

/** A widget as one item: null is no attribute, each other attribute is an attribute of its own. */
export function encodeItem(widget: Widget, keyName: string): Record<string, AttributeValue> {
  const item = Object.create(null) as Record<string, AttributeValue>;
  for (const [name, value] of widget.otherAttributes) item[name] = { S: value };
  item[keyName] = { S: widget.widgetId };
  item['owner'] = { S: widget.owner };
  if (widget.label !== null) item['label'] = { S: widget.label };
  if (widget.description !== null) item['description'] = { S: widget.description };
  if (widget.requestId !== undefined) item['requestId'] = { S: widget.requestId };
  if (widget.order !== undefined) item['_order'] = encodeOrder(widget.order);
  return item;
}

/** Reads an item, ours or another program's: numbers as their digits, what is no text or number as JSON. */
export function decodeItem(item: Item, keyName: string): Widget {
  const otherAttributes = new Map<string, string>();
  for (const [name, value] of Object.entries(item)) {
    if (name !== keyName && !OWN_NAMES.has(name) && value !== undefined) {
      otherAttributes.set(name, textOf(value));
    }
  }
  return {
    widgetId: item[keyName]?.S ?? '',
    owner: item['owner']?.S ?? '',
    label: item['label']?.S ?? null,
    description: item['description']?.S ?? null,
    otherAttributes,
    requestId: item['requestId']?.S,
    order: decodeOrder(item['_order']),
  };
}

const textOf = (value: AttributeValue): string => value.S ?? value.N ?? JSON.stringify(value);
