import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { DEFAULT_NAMES } from '@widgets/cli-kit';
import {
  compareWidgets,
  expectedWidgets,
  readBucketWidgets,
  readRequestLines,
  readTableWidgets,
  validRequests,
  type Difference,
} from '@widgets/verify';
import { DEFAULT_WIDGET_KEY_LAYOUT, widgetKey } from '@widgets/widget-model';
import { queueDepth, type SoakedCloud } from './soaked-cloud';

export type SoakedStore = 's3' | 'dynamodb';

/** What the consumers left. */
export type Verdict = {
  readonly differences: readonly Difference[];
  /** Valid requests that went to the dead letters. */
  readonly deadLetters: number;
  /** Objects of finished requests that a crash left behind. */
  readonly orphans: number;
};

/** Compares every widget with what the recorded requests say. The faults must be over by then. */
export async function judge(cloud: SoakedCloud, store: SoakedStore, record: string): Promise<Verdict> {
  const { s3, dynamodb, url } = cloud;
  const requests = await validRequests(readRequestLines(record));
  const { widgetBucket, widgetTable, widgetTableKey, requestBucket, deadLetterQueue } = DEFAULT_NAMES;
  const expected = expectedWidgets(requests, (widget) =>
    store === 's3' ? widgetKey(DEFAULT_WIDGET_KEY_LAYOUT, widget) : widget.widgetId,
  );
  const found =
    store === 's3'
      ? await readBucketWidgets(s3, widgetBucket, DEFAULT_WIDGET_KEY_LAYOUT.prefix)
      : await readTableWidgets(dynamodb, widgetTable, widgetTableKey);
  return {
    differences: compareWidgets(expected, found),
    deadLetters: await queueDepth(url, deadLetterQueue),
    orphans: await countObjects(s3, requestBucket),
  };
}

async function countObjects(s3: S3Client, Bucket: string): Promise<number> {
  let count = 0;
  for await (const { KeyCount = 0 } of paginateListObjectsV2({ client: s3 }, { Bucket })) count += KeyCount;
  return count;
}
