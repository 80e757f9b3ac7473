import type { RequestType, WidgetRequest } from '@widgets/widget-model';
import type { Outcome, WidgetStore } from '@widgets/widget-pipeline';
import { randomUUID } from 'node:crypto';

export const MARY = 'Mary Matthews';
/** Not Mary, although the names have one slug, so that both find the widget at the same key of a bucket. */
export const OTHER_MARY = 'mary matthews';

/** A request of Mary's that carries nothing but what is given, for a widget and with an id of its own. */
export const sampleRequest = (type: RequestType, fields: Partial<WidgetRequest> = {}): WidgetRequest => ({
  type,
  requestId: randomUUID(),
  widgetId: randomUUID(),
  owner: MARY,
  label: undefined,
  description: undefined,
  otherAttributes: new Map(),
  ...fields,
});

/** Of a request that came inline, for the first time. */
export const FRESH = { object: undefined, mayBeRepeat: false, readSince: 0 };

/** What the store makes of a request whose lease is never lost. */
export const applyTo = (store: WidgetStore, request: WidgetRequest): Promise<Outcome> =>
  store.apply(request, { stamp: '', origin: FRESH, signal: new AbortController().signal });
