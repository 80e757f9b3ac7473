import type { Widget } from './widget';
import type { WidgetRequest } from './widget-request';

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
  /** A widget of this id and owner exists. */
  | {
      readonly kind: 'patch';
      readonly widgetId: string;
      readonly owner: string;
      readonly properties: Properties;
    }
  /** The widget is as it was read. */
  | { readonly kind: 'remove'; readonly widgetId: string; readonly owner: string };

/** Why a request changes nothing: it was applied before, or there is no widget that it may change. */
export type NoChange = {
  readonly kind: 'none';
  readonly because: 'duplicate' | 'missing';
  readonly reason: string;
};

/** What a request does to the widget of its id as it was read, `undefined` when there is none. */
export function planChange(widget: Widget | undefined, request: WidgetRequest): Change | NoChange {
  switch (request.type) {
    case 'create':
      return planCreate(widget, request);
    case 'update':
      return planOnExisting(widget, request) ?? patchOf(request);
    case 'delete':
      return (
        planOnExisting(widget, request) ?? {
          kind: 'remove',
          widgetId: request.widgetId,
          owner: request.owner,
        }
      );
  }
}

/** The change of an update to a widget that exists and is its owner's. */
export function patchOf(request: WidgetRequest): Change & { kind: 'patch' } {
  return {
    kind: 'patch',
    widgetId: request.widgetId,
    owner: request.owner,
    properties: changedProperties(request),
  };
}

/** The change of a create where there is no widget. */
export function insertOf(request: WidgetRequest): Change & { kind: 'insert' } {
  return { kind: 'insert', widget: createdWidget(request) };
}

/** The widget with the properties of a patch; what the patch does not name keeps its value. */
export function patched(widget: Widget, properties: Properties): Widget {
  const otherAttributes = new Map(widget.otherAttributes);
  let { label, description } = widget;
  for (const [name, value] of properties) {
    if (name === 'label') label = value;
    else if (name === 'description') description = value;
    else if (value === null) otherAttributes.delete(name);
    else otherAttributes.set(name, value);
  }
  return { ...widget, label, description, otherAttributes };
}

function planCreate(widget: Widget | undefined, request: WidgetRequest): Change | NoChange {
  if (widget === undefined) return insertOf(request);
  if (widget.owner !== request.owner) return missing('a widget of this id belongs to another owner');
  if (widget.requestId === request.requestId) {
    return { kind: 'none', because: 'duplicate', reason: 'this request created the widget before' };
  }
  return { kind: 'replace', widget: createdWidget(request) };
}

function planOnExisting(widget: Widget | undefined, request: WidgetRequest): NoChange | undefined {
  if (widget === undefined) return missing('there is no such widget');
  return widget.owner === request.owner ? undefined : missing('the widget belongs to another owner');
}

const missing = (reason: string): NoChange => ({ kind: 'none', because: 'missing', reason });

/** A create stores what it carries, `""` as it is; what it leaves out is null. */
function createdWidget(request: WidgetRequest): Widget {
  const { widgetId, owner, label, description, otherAttributes, requestId } = request;
  return {
    widgetId,
    owner,
    label: label ?? null,
    description: description ?? null,
    otherAttributes,
    requestId,
  };
}

function changedProperties({ label, description, otherAttributes }: WidgetRequest): Properties {
  const changed = new Map<string, string | null>();
  if (label !== undefined) changed.set('label', label || null);
  if (description !== undefined) changed.set('description', description || null);
  for (const [name, value] of otherAttributes) changed.set(name, value || null);
  return changed;
}
