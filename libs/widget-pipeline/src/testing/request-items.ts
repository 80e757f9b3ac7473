import type { RequestType } from '@widgets/widget-model';
import type { ReadItem } from '../ports';

type RequestItem = ReadItem & { kind: 'request' };

type Options = { readonly widgetId?: string; readonly stamp?: string; readonly type?: RequestType };

/** An update of a widget; unless told otherwise the stamp is the request's id. */
export function requestItem(
  requestId: string,
  { widgetId = 'w', stamp = requestId, type = 'update' }: Options = {},
): RequestItem {
  const rest = { label: undefined, description: undefined, otherAttributes: new Map<string, string>() };
  const origin = { object: undefined, mayBeRepeat: false, readSince: 0 };
  return {
    kind: 'request',
    stamp,
    origin,
    request: { type, requestId, widgetId, owner: 'Mary Matthews', ...rest },
  };
}
