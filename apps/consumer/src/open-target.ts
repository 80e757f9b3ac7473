import { ensureBucket, ensureTable, type AwsClients, type WhenMissing } from '@widgets/aws-clients';
import { DEFAULT_NAMES, sleep } from '@widgets/cli-kit';
import { createRequestObjects } from '@widgets/request-channel';
import type { Ordering } from '@widgets/widget-model';
import type { RequestObjects, WidgetStore } from '@widgets/widget-pipeline';
import { createWidgetStore, dynamoDbWidgets, findTableKey, s3Widgets } from '@widgets/widget-stores';
import type { RunPlan, Target } from './plan-run';

/** The store of a target, which exists then. */
export async function openTarget(
  clients: AwsClients,
  { target, source }: RunPlan,
  { ordering, whenMissing }: { ordering: Ordering; whenMissing: WhenMissing },
): Promise<WidgetStore> {
  const { s3, dynamodb } = clients;
  const rules = {
    ordering,
    requestObjects: requestObjects(clients, target, source.requestBuckets),
    monotonic,
    random: Math.random,
    sleep,
  };
  switch (target.kind) {
    case 's3':
      await ensureBucket(s3, target.bucket, whenMissing);
      return createWidgetStore(s3Widgets({ s3, bucket: target.bucket, layout: target.layout }), rules);
    case 'dynamodb': {
      const { table } = target;
      await ensureTable(dynamodb, { table, keyName: DEFAULT_NAMES.widgetTableKey, whenMissing });
      const keyName = await findTableKey(dynamodb, table);
      return createWidgetStore(dynamoDbWidgets({ dynamodb, table, keyName }), rules);
    }
  }
}

/** Those of the named buckets; widgets and rejected requests may lie in the same ones. */
function requestObjects({ s3 }: AwsClients, target: Target, buckets: readonly string[]): RequestObjects {
  const widgetPrefix = target.kind === 's3' ? target.layout.prefix : '';
  const foreignPrefixes = ['rejected/', ...(widgetPrefix === '' ? [] : [widgetPrefix])];
  return createRequestObjects({ s3, buckets, foreignPrefixes });
}

const monotonic = (): number => performance.now();

/** A target in words, for the first line of a run. */
export function describeTarget(target: Target): string {
  return target.kind === 's3'
    ? `bucket ${target.bucket} under ${target.layout.prefix || 'no prefix'}`
    : `table ${target.table}`;
}
