import type { OrderStamp } from './order-stamp';
import type { Widget } from './widget';
import type { WidgetOrder } from './widget-order';

/**
 * What a request sets: label and description by these names, which no other attribute can have. `null` takes the value
 * away: label and description become null, another attribute disappears.
 */
export type Properties = ReadonlyMap<string, string | null>;

/** What is to be written, and what must still be true of the store for it to be right. */
export type Change =
  /** There is no widget. */
  | { readonly kind: 'insert'; readonly widget: Widget }
  /** The widget is as it was read. */
  | { readonly kind: 'replace'; readonly widget: Widget }
  | PatchUnread
  | PatchRead
  /** The widget is as it was read. */
  | { readonly kind: 'remove'; readonly widgetId: string; readonly owner: string };

/**
 * A widget of this id and owner exists, and with a stamp: its bookkeeping has none as new. The stamp becomes that of
 * the properties and the newest. Without one the bookkeeping is taken away.
 */
export type PatchUnread = {
  readonly kind: 'patch-unread';
  readonly widgetId: string;
  readonly owner: string;
  readonly properties: Properties;
  readonly stamp: OrderStamp | undefined;
};

/** The widget is as it was read. It gets this bookkeeping; none takes it away. */
export type PatchRead = {
  readonly kind: 'patch-read';
  readonly widgetId: string;
  readonly owner: string;
  readonly properties: Properties;
  readonly order: WidgetOrder | undefined;
};

/** The widget with the properties of a patch; what the patch does not name keeps its value. */
export function patched(
  widget: Widget,
  { properties, order }: Pick<PatchRead, 'properties' | 'order'>,
): Widget {
  const otherAttributes = new Map(widget.otherAttributes);
  let { label, description } = widget;
  for (const [name, value] of properties) {
    if (name === 'label') label = value;
    else if (name === 'description') description = value;
    else if (value === null) otherAttributes.delete(name);
    else otherAttributes.set(name, value);
  }
  return { ...widget, label, description, otherAttributes, order };
}
