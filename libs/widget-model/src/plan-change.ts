import type { Change, PatchUnread, Properties } from './change';
import type { Pointer } from './message/message-format';
import type { OrderStamp } from './order-stamp';
import type { Widget } from './widget';
import { isOlder, olderProperties, orderAfterUpdate, orderOfCreate, UNKNOWN_ORDER } from './widget-order';
import type { WidgetRequest } from './widget-request';

/** Whether widgets carry bookkeeping (`_order`), or requests are applied just as they come. */
export type Ordering = 'stamps' | 'off';

/** What a plan depends on besides the request itself. */
export type PlanContext = {
  readonly ordering: Ordering;
  readonly stamp: OrderStamp;
  /** The request object of this request; none when it came inline. */
  readonly object: Pointer | undefined;
  /** Where the revisions of a widget that this request makes begin, see `drawRevision`. */
  readonly firstRevision: number;
};

/** A change, and what it means for the request: applied now, or known to be applied before. */
export type Plan = {
  readonly kind: 'change';
  readonly change: Change;
  readonly outcome: 'applied' | 'duplicate';
};

/** Why a request changes nothing: it was applied before, is overtaken, or there is no widget that it may change. */
export type NoChange = {
  readonly kind: 'none';
  readonly because: 'duplicate' | 'superseded' | 'missing' | 'not-owned';
  readonly reason: string;
};

/** What a request does to the widget of its id as it was read, `undefined` when there is none. */
export function planChange(
  widget: Widget | undefined,
  request: WidgetRequest,
  context: PlanContext,
): Plan | NoChange {
  if (widget !== undefined && widget.owner !== request.owner) {
    return none('not-owned', 'the widget of this id belongs to another owner');
  }
  if (request.type === 'create') {
    return widget === undefined ? applied(insertOf(request, context)) : planRepeat(widget, request, context);
  }
  if (widget === undefined) return none('missing', 'there is no such widget');
  if (context.ordering === 'stamps' && isOlder(context.stamp, orderOf(widget).created)) {
    return none('superseded', 'the widget was created anew after it');
  }
  return request.type === 'update'
    ? planUpdate(widget, request, context)
    : applied({ kind: 'remove', widgetId: request.widgetId, owner: request.owner });
}

/** The change of a create where there is no widget. */
export function insertOf(request: WidgetRequest, context: PlanContext): Change & { kind: 'insert' } {
  return { kind: 'insert', widget: createdWidget(request, context) };
}

/** The change of an update that is newer than all that its owner's widget has seen: the normal case. */
export function patchOf(request: WidgetRequest, { ordering, stamp }: PlanContext): PatchUnread {
  const { widgetId, owner } = request;
  const properties = changedProperties(request);
  return { kind: 'patch-unread', widgetId, owner, properties, stamp: ordering === 'off' ? undefined : stamp };
}

/** A create whose widget is there: its own, an older one's, or a newer one's. */
function planRepeat(widget: Widget, request: WidgetRequest, context: PlanContext): Plan | NoChange {
  const { ordering, stamp, object } = context;
  const isOwn = widget.requestId === request.requestId;
  if (ordering === 'off' || widget.order === undefined) {
    return isOwn ? CREATED_BEFORE : applied({ kind: 'replace', widget: createdWidget(request, context) });
  }
  const { order } = widget;
  if (isOwn || order.created === stamp) {
    return object === undefined || order.confirmed ? CREATED_BEFORE : confirmation(widget);
  }
  return isOlder(stamp, order.created)
    ? none('superseded', 'a later create has made the widget anew')
    : applied({ kind: 'replace', widget: createdWidget(request, context) });
}

/** Tells a repeat of this create, which may be looking whether it came too late, that the widget is to stay. */
function confirmation({ widgetId, owner, order = UNKNOWN_ORDER }: Widget): Plan {
  const change = {
    kind: 'patch-read' as const,
    widgetId,
    owner,
    properties: new Map(),
    order: { ...order, revision: order.revision + 1, confirmed: true },
  };
  return { kind: 'change', change, outcome: 'duplicate' };
}

function planUpdate(
  widget: Widget,
  request: WidgetRequest,
  { ordering, stamp }: PlanContext,
): Plan | NoChange {
  const { widgetId, owner } = request;
  const asked = changedProperties(request);
  if (ordering === 'off') {
    return applied({ kind: 'patch-read', widgetId, owner, properties: asked, order: undefined });
  }
  const order = orderOf(widget);
  const names = olderProperties(order, asked.keys(), stamp);
  if (names.length === 0 && !isOlder(order.newest, stamp)) {
    const seen =
      order.newest === stamp || [...asked.keys()].some((name) => order.changed.get(name) === stamp);
    return seen
      ? none('duplicate', 'it was applied before')
      : none('superseded', 'all that it changes is newer');
  }
  const properties = new Map(names.map((name) => [name, asked.get(name) ?? null]));
  return applied({
    kind: 'patch-read',
    widgetId,
    owner,
    properties,
    order: orderAfterUpdate(order, names, stamp),
  });
}

const applied = (change: Change): Plan => ({ kind: 'change', change, outcome: 'applied' });
const none = (because: NoChange['because'], reason: string): NoChange => ({ kind: 'none', because, reason });
const CREATED_BEFORE = none('duplicate', 'this request created the widget before');

/** A widget that another program made is taken over as older than every request. */
const orderOf = ({ order = UNKNOWN_ORDER }: Widget) => order;

/** A create stores what it carries, `""` as it is; what it leaves out is null. */
function createdWidget(request: WidgetRequest, context: PlanContext): Widget {
  const { widgetId, owner, label, description, otherAttributes, requestId } = request;
  return {
    widgetId,
    owner,
    label: label ?? null,
    description: description ?? null,
    otherAttributes,
    requestId,
    order: context.ordering === 'off' ? undefined : orderOfCreate(context),
  };
}

function changedProperties({ label, description, otherAttributes }: WidgetRequest): Properties {
  const changed = new Map<string, string | null>();
  if (label !== undefined) changed.set('label', label || null);
  if (description !== undefined) changed.set('description', description || null);
  for (const [name, value] of otherAttributes) changed.set(name, value || null);
  return changed;
}
