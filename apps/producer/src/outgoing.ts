import {
  parseRequest,
  requestToJson,
  stampOfKey,
  type RequestType,
  type WidgetRequest,
} from '@widgets/widget-model';
import type { OutgoingRequest } from '@widgets/request-channel';

/** A request to be sent, with what the producer counts and records of it. */
export type Outgoing = OutgoingRequest & {
  /** `invalid` when a replayed request breaks a rule: it is sent as it is all the same. */
  readonly type: RequestType | 'invalid';
  /** For the log; undefined when a replayed request tells none. */
  readonly requestId: string | undefined;
  readonly widgetId: string | undefined;
};

/** A generated request under its key. */
export function outgoingRequest(request: WidgetRequest, key: string): Outgoing {
  const bytes = Buffer.from(requestToJson(request));
  const { type, requestId, widgetId } = request;
  return { bytes, key, stamp: key, lane: widgetId, type, requestId, widgetId };
}

/** A replayed request, its bytes as they are. `newStamp` is asked for when the key tells none. */
export function outgoingBytes(bytes: Uint8Array, key: string, newStamp: () => string): Outgoing {
  const request = parseRequest(bytes);
  const stamp = stampOfKey(key) ?? newStamp();
  if (!request.ok)
    return { bytes, key, stamp, lane: key, type: 'invalid', requestId: undefined, widgetId: undefined };
  const { type, requestId, widgetId } = request.value;
  return { bytes, key, stamp, lane: widgetId, type, requestId, widgetId };
}
