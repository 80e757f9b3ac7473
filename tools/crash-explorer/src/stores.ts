import {
  compareWidgets,
  expectedWidgets,
  readBucketWidgets,
  readTableWidgets,
  type Difference,
} from '@widgets/verify';
import { DEFAULT_WIDGET_KEY_LAYOUT, widgetKey, type WidgetRequest } from '@widgets/widget-model';
import type { Cloud } from './cloud';

export const WIDGET_BUCKET = 'widgets';
export const WIDGET_TABLE = 'widgets';

export const STORES = ['s3', 'dynamodb'] as const;
export type StoreName = (typeof STORES)[number];

/** The consumer's options for a store. */
export const storeArgs = (store: StoreName): readonly string[] =>
  store === 's3' ? ['-wb', WIDGET_BUCKET] : ['-dwt', WIDGET_TABLE];

/** What differs between the widgets there and what the requests say, in their order. */
export async function widgetDifferences(
  { s3, dynamodb }: Cloud,
  store: StoreName,
  requests: readonly WidgetRequest[],
): Promise<Difference[]> {
  const { prefix } = DEFAULT_WIDGET_KEY_LAYOUT;
  return store === 's3'
    ? compareWidgets(
        expectedWidgets(requests, (widget) => widgetKey(DEFAULT_WIDGET_KEY_LAYOUT, widget)),
        await readBucketWidgets(s3, WIDGET_BUCKET, prefix),
      )
    : compareWidgets(
        expectedWidgets(requests, ({ widgetId }) => widgetId),
        await readTableWidgets(dynamodb, WIDGET_TABLE, 'id'),
      );
}
