import { readBucketWidgets, readTableWidgets } from '@widgets/verify';
import { DEFAULT_WIDGET_KEY_LAYOUT, widgetKey, type Widget } from '@widgets/widget-model';
import type { LocalPipeline } from './local-pipeline';

/** Where a consumer can put widgets, and how they are looked at there. */
export type WidgetStoreUnderTest = {
  readonly store: string;
  readonly optionsFor: (name: string) => readonly string[];
  readonly placeOf: (widget: { owner: string; widgetId: string }) => string;
  readonly read: (pipeline: LocalPipeline, name: string) => Promise<Map<string, Widget>>;
};

const IN_BUCKET: WidgetStoreUnderTest = {
  store: 'S3',
  optionsFor: (name) => ['-wb', name],
  placeOf: (widget) => widgetKey(DEFAULT_WIDGET_KEY_LAYOUT, widget),
  read: ({ s3 }, name) => readBucketWidgets(s3, name, DEFAULT_WIDGET_KEY_LAYOUT.prefix),
};

export const IN_TABLE: WidgetStoreUnderTest = {
  store: 'DynamoDB',
  optionsFor: (name) => ['-dwt', name],
  placeOf: ({ widgetId }) => widgetId,
  read: ({ dynamodb }, name) => readTableWidgets(dynamodb, name, 'id'),
};

export const WIDGET_STORES: readonly WidgetStoreUnderTest[] = [IN_BUCKET, IN_TABLE];
