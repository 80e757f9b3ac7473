import { ensureBucket, ensureTable, type AwsClients, type WhenMissing } from '@widgets/aws-clients';
import { DEFAULT_NAMES } from '@widgets/cli-kit';
import type { WidgetStore } from '@widgets/widget-pipeline';
import { createWidgetStore, dynamoDbWidgets, findTableKey, s3Widgets } from '@widgets/widget-stores';
import type { Target } from './plan-run';

/** The store of a target, which exists then. */
export async function openTarget(
  { s3, dynamodb }: AwsClients,
  target: Target,
  whenMissing: WhenMissing,
): Promise<WidgetStore> {
  switch (target.kind) {
    case 's3':
      await ensureBucket(s3, target.bucket, whenMissing);
      return createWidgetStore(s3Widgets({ s3, bucket: target.bucket, layout: target.layout }));
    case 'dynamodb': {
      const { table } = target;
      await ensureTable(dynamodb, { table, keyName: DEFAULT_NAMES.widgetTableKey, whenMissing });
      const keyName = await findTableKey(dynamodb, table);
      return createWidgetStore(dynamoDbWidgets({ dynamodb, table, keyName }));
    }
  }
}

/** A target in words, for the first line of a run. */
export function describeTarget(target: Target): string {
  return target.kind === 's3'
    ? `bucket ${target.bucket} under ${target.layout.prefix || 'no prefix'}`
    : `table ${target.table}`;
}
