import type { Widget, WidgetRequest } from '@widgets/widget-model';
import { applyRequest } from './apply-request';

/** Names the place where a widget lies: widgets of one place overwrite each other. */
export type PlaceOf = (widget: { readonly owner: string; readonly widgetId: string }) => string;

/** The widgets that must exist when these requests have been applied one after the other. */
export function expectedWidgets(requests: Iterable<WidgetRequest>, placeOf: PlaceOf): Map<string, Widget> {
  const widgets = new Map<string, Widget>();
  for (const request of requests) applyTo(widgets, placeOf(request), request);
  return widgets;
}

/** Applies a request to the widgets by their places. */
export function applyTo(widgets: Map<string, Widget>, place: string, request: WidgetRequest): void {
  const after = applyRequest(widgets.get(place), request);
  if (after === undefined) widgets.delete(place);
  else widgets.set(place, after);
}
