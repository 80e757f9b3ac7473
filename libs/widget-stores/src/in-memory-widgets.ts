import { patched, type Widget } from '@widgets/widget-model';
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
      const id =
        change.kind === 'insert' || change.kind === 'replace' ? change.widget.widgetId : change.widgetId;
      const current = widgets.get(id);
      switch (change.kind) {
        case 'insert':
          if (current !== undefined) return Promise.resolve(false);
          widgets.set(id, change.widget);
          break;
        case 'replace':
          if (current !== seen) return Promise.resolve(false);
          widgets.set(id, change.widget);
          break;
        case 'patch':
          if (current?.owner !== change.owner) return Promise.resolve(false);
          widgets.set(id, patched(current, change.properties));
          break;
        case 'remove':
          if (current !== seen) return Promise.resolve(false);
          widgets.delete(id);
          break;
      }
      return Promise.resolve(true);
    },
  };
}
