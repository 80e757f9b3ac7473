import {
  isOlder,
  orderAfterUpdate,
  patched,
  type Change,
  type PatchUnread,
  type Widget,
} from '@widgets/widget-model';
import type { WidgetBackend } from './widget-backend';

/** Widgets in a map by id: what the other backends do, for tests that need a store and no cloud. */
export function inMemoryWidgets(widgets: Map<string, Widget> = new Map()): WidgetBackend<Widget> {
  return {
    patchesUnread: true,

    read({ widgetId }) {
      const widget = widgets.get(widgetId);
      return Promise.resolve(widget && { kind: 'widget', widget, version: widget });
    },

    write(change, seen) {
      const id = 'widget' in change ? change.widget.widgetId : change.widgetId;
      const current = widgets.get(id);
      if (!holds(change, current, seen)) return Promise.resolve('conflict');
      const after = result(change, current);
      if (after === undefined) widgets.delete(id);
      else widgets.set(id, after);
      return Promise.resolve('written');
    },
  };
}

function holds(change: Change, current: Widget | undefined, seen: Widget | undefined): boolean {
  switch (change.kind) {
    case 'insert':
      return current === undefined;
    case 'patch-unread':
      return current?.owner === change.owner && isNewer(change, current);
    case 'replace':
    case 'patch-read':
    case 'remove':
      return isUnchanged(current, seen);
  }
}

/** By what the table of DynamoDB compares, no more: a widget may be another one, and look the same. */
function isUnchanged(current: Widget | undefined, seen: Widget | undefined): boolean {
  const madeAs = ({ owner, order, requestId }: Widget) => [
    owner,
    ...(order === undefined ? [requestId] : [order.created, order.revision]),
  ];
  if (current === undefined || seen === undefined) return false;
  return madeAs(current).join() === madeAs(seen).join() && !current.order === !seen.order;
}

const isNewer = ({ stamp }: PatchUnread, { order }: Widget): boolean =>
  stamp === undefined || (order !== undefined && isOlder(order.newest, stamp));

function result(change: Change, current: Widget | undefined): Widget | undefined {
  switch (change.kind) {
    case 'insert':
    case 'replace':
      return change.widget;
    case 'patch-read':
      return current && patched(current, change);
    case 'patch-unread': {
      const { properties, stamp } = change;
      const order =
        stamp === undefined || current?.order === undefined
          ? undefined
          : orderAfterUpdate(current.order, properties.keys(), stamp);
      return current && patched(current, { properties, order });
    }
    case 'remove':
      return undefined;
  }
}
