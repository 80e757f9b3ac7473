export { dynamoDbWidgets } from './dynamodb/dynamodb-widgets';
export { findTableKey } from './dynamodb/table-key';
export { decodeItem } from './dynamodb/widget-item';
export { inMemoryWidgets } from './in-memory-widgets';
export { s3Widgets } from './s3/s3-widgets';
export { decodeWidget } from './s3/widget-body';
export type { StoredWidget, WidgetBackend, Written } from './widget-backend';
export { createWidgetStore, type StoreRules } from './widget-store';
