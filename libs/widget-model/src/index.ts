export { patched, type Change, type PatchRead, type PatchUnread, type Properties } from './change';
export { generateRequests, YOUNGEST_WIDGETS } from './generator/generate-requests';
export { DEFAULT_MIX, parseMix, type Mix } from './generator/mix';
export { storedWidgetJsonSchema, widgetRequestJsonSchema } from './json-schemas';
export {
  isBareKey,
  MESSAGE_FORMATS,
  PAYLOAD_SIZE_ATTRIBUTE,
  pointerBody,
  type MessageFormat,
  type Pointer,
} from './message/message-format';
export type { MessagePart } from './message/message-part';
export { readMessageBody, type MessageReading } from './message/read-message-body';
export {
  aheadOfClock,
  compareStamps,
  isFromTheFuture,
  ORDER_STAMP_ATTRIBUTE,
  orderStamp,
  stampOfKey,
  type OrderStamp,
} from './order-stamp';
export { parseRequest } from './parse-request';
export {
  insertOf,
  patchOf,
  planChange,
  type NoChange,
  type Ordering,
  type Plan,
  type PlanContext,
} from './plan-change';
export { createRequestKeys } from './request-key';
export { failure, success, type Result } from './result';
export { storedWidgetSchema, type Widget } from './widget';
export { DEFAULT_WIDGET_KEY_LAYOUT, widgetKey, type WidgetKeyLayout } from './widget-key';
export { drawRevision, isFromMaking, isOlder, orderAfterUpdate, type WidgetOrder } from './widget-order';
export {
  MAX_REQUEST_BYTES,
  REQUEST_TYPES,
  requestToJson,
  RESERVED_ATTRIBUTE_NAMES,
  type RequestType,
  type WidgetRequest,
} from './widget-request';
