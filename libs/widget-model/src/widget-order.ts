import type { Pointer } from './message/message-format';
import { compareStamps, type OrderStamp } from './order-stamp';

/**
 * A widget's bookkeeping, stored beside it: which requests it has seen, so that those that come late, or again, change
 * nothing that is newer.
 */
export type WidgetOrder = {
  /**
   * Begins at a number drawn for each making of the widget and grows by one with every change, so that who has read the
   * widget can tell whether it is still as it was, and who made it that it is the one just made.
   */
  readonly revision: number;
  /** The stamp of the create that made the widget; "" when another program made it. */
  readonly created: OrderStamp;
  /** The request object of that create; none when it came inline. */
  readonly object: Pointer | undefined;
  /** The newest stamp applied. */
  readonly newest: OrderStamp;
  /** The stamp of each property changed since, by its name; properties removed since are among them. */
  readonly changed: ReadonlyMap<string, OrderStamp>;
  /** Whether a repeat of the create has found the widget: it is no leftover of a create that came after its delete. */
  readonly confirmed: boolean;
};

/** What the bookkeeping of a widget just created depends on. */
export type Making = {
  readonly stamp: OrderStamp;
  readonly object: Pointer | undefined;
  readonly firstRevision: number;
};

/** The bookkeeping of a widget just created. */
export const orderOfCreate = ({ stamp, object, firstRevision }: Making): WidgetOrder => ({
  revision: firstRevision,
  created: stamp,
  object,
  newest: stamp,
  changed: new Map(),
  confirmed: false,
});

/** Of a widget that has none, made by another program: older than every request. */
export const UNKNOWN_ORDER: WidgetOrder = orderOfCreate({ stamp: '', object: undefined, firstRevision: 0 });

/** Far more changes than a widget sees while one request is applied to it. */
const MOST_CHANGES = 2 ** 20;
const REVISIONS = 2 ** 52;

/** A number for the first revision of a making, such that no two makings get near each other; `random` is in [0, 1). */
export const drawRevision = (random: () => number): number => Math.floor(random() * REVISIONS);

/** Whether the widget is from this very making, changed since or not: another one of the same request begins elsewhere. */
export function isFromMaking({ created, revision }: WidgetOrder, { stamp, firstRevision }: Making): boolean {
  const changes = revision - firstRevision;
  return created === stamp && changes >= 0 && changes < MOST_CHANGES;
}

/** The names of those properties that were last changed before `stamp`. */
export function olderProperties(order: WidgetOrder, names: Iterable<string>, stamp: OrderStamp): string[] {
  return [...names].filter((name) => isOlder(order.changed.get(name) ?? order.created, stamp));
}

/** The bookkeeping after an update changed these properties. */
export function orderAfterUpdate(
  order: WidgetOrder,
  names: Iterable<string>,
  stamp: OrderStamp,
): WidgetOrder {
  const changed = new Map(order.changed);
  for (const name of names) changed.set(name, stamp);
  const revision = order.revision + 1;
  return { ...order, revision, changed, newest: isOlder(order.newest, stamp) ? stamp : order.newest };
}

export const isOlder = (a: OrderStamp, b: OrderStamp): boolean => compareStamps(a, b) < 0;
