import type { Widget, WidgetRequest } from '@widgets/widget-model';

/** Names the place where a widget lies: widgets of one place overwrite each other. */
export type PlaceOf = (widget: { readonly owner: string; readonly widgetId: string }) => string;

/**
 * The widgets that must exist when these requests have been applied one after the other. Says the contract's rules in
 * its own words, and shares no code with the program that it judges.
 */
export function expectedWidgets(requests: Iterable<WidgetRequest>, placeOf: PlaceOf): Map<string, Widget> {
  const widgets = new Map<string, Widget>();
  for (const request of requests) {
    const place = placeOf(request);
    const widget = widgets.get(place);
    const isOwners = widget === undefined || widget.owner === request.owner;
    if (!isOwners) continue;
    if (request.type === 'create') {
      if (widget?.requestId !== request.requestId) widgets.set(place, asCreated(request));
    } else if (widget !== undefined) {
      if (request.type === 'delete') widgets.delete(place);
      else widgets.set(place, asUpdated(widget, request));
    }
  }
  return widgets;
}

function asCreated({
  widgetId,
  owner,
  label,
  description,
  otherAttributes,
  requestId,
}: WidgetRequest): Widget {
  return {
    widgetId,
    owner,
    label: label === undefined ? null : label,
    description: description === undefined ? null : description,
    otherAttributes,
    requestId,
    order: undefined,
  };
}

function asUpdated(widget: Widget, { label, description, otherAttributes }: WidgetRequest): Widget {
  const kept = [...widget.otherAttributes].filter(([name]) => !otherAttributes.has(name));
  const set = [...otherAttributes].filter(([, value]) => value !== '');
  return {
    ...widget,
    label: updatedText(widget.label, label),
    description: updatedText(widget.description, description),
    otherAttributes: new Map([...kept, ...set]),
  };
}

function updatedText(before: string | null, asked: string | undefined): string | null {
  if (asked === undefined) return before;
  return asked === '' ? null : asked;
}
