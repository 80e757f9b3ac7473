import { compareStamps, type Change, type OrderStamp, type Widget } from '@widgets/widget-model';
import type { Stamped } from './requests';
import type { Actor } from './world';

/** What happened in a run, as far as that is needed to judge its end and the way there. */
export type History = {
  wrote(actor: Actor, change: Change): void;
  /** A request was applied, or not, by whatever outcome: the process no longer works on the widget. */
  left(actor: Actor, widgetId: string): void;
  crashed(actor: Actor): void;
  /** A message, or an acknowledged request's object, was deleted. */
  settled(what: 'message' | 'object', key: OrderStamp): void;
  /** Whether a process died after it had made the widget, before it could look whether that was too late. */
  wasCutOff(widgetId: string): boolean;
  /** What was settled before it had its effect, in words. */
  readonly broken: readonly string[];
};

export function createHistory(requests: readonly Stamped[], widgets: ReadonlyMap<string, Widget>): History {
  const byKey = new Map(requests.map(({ key, request }) => [key, request]));
  /** Stamps that changed a widget, and ids of widgets that were removed. */
  const [effects, removed] = [new Set<OrderStamp>(), new Set<string>()];
  const making = new Map<Actor, Set<string>>();
  const cutOff = new Set<string>();
  const broken: string[] = [];

  /** Whether nothing of the request is left to be done. */
  const hasEffect = (key: OrderStamp): boolean => {
    const request = byKey.get(key);
    if (request === undefined || effects.has(key)) return true;
    if (request.type === 'create') return false;
    if (removed.has(request.widgetId)) return true;
    const changed = widgets.get(request.widgetId)?.order?.changed;
    const names = [...request.otherAttributes.keys(), ...(request.label === undefined ? [] : ['label'])];
    return (
      request.type === 'update' && names.every((name) => compareStamps(changed?.get(name) ?? '', key) > 0)
    );
  };

  return {
    broken,
    wasCutOff: (widgetId) => cutOff.has(widgetId),

    wrote(actor, change) {
      for (const stamp of stampsOf(change)) effects.add(stamp);
      if (change.kind === 'remove') removed.add(change.widgetId);
      if (change.kind === 'insert') {
        const ids = making.get(actor) ?? new Set();
        making.set(actor, ids.add(change.widget.widgetId));
      }
    },
    left: (actor, widgetId) => void making.get(actor)?.delete(widgetId),
    crashed(actor) {
      for (const widgetId of making.get(actor) ?? []) cutOff.add(widgetId);
    },
    settled(what, key) {
      if (!hasEffect(key)) broken.push(`the ${what} of ${key} was deleted before its request had an effect`);
    },
  };
}

/** The stamps of all requests whose effect a change is, or includes. */
function stampsOf(change: Change): readonly OrderStamp[] {
  switch (change.kind) {
    case 'insert':
    case 'replace':
      return change.widget.order === undefined ? [] : [change.widget.order.created];
    case 'patch-unread':
      return change.stamp === undefined ? [] : [change.stamp];
    case 'patch-read':
      return change.order === undefined ? [] : [change.order.newest, ...change.order.changed.values()];
    case 'remove':
      return [];
  }
}
