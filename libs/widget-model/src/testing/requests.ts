import type { WidgetRequest } from '../widget-request';

/** The wire form of a small valid create, with these fields instead of or besides its own. */
export function wireRequest(fields: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { type: 'create', requestId: 'request-1', widgetId: 'widget-1', owner: 'Mary Matthews', ...fields };
}

/** A small request, with these fields instead of its own. */
export function aRequest(fields: Partial<WidgetRequest> = {}): WidgetRequest {
  return {
    type: 'create',
    requestId: 'request-1',
    widgetId: 'widget-1',
    owner: 'Mary Matthews',
    label: undefined,
    description: undefined,
    otherAttributes: new Map(),
    ...fields,
  };
}
