import { createClients } from '@widgets/aws-clients';
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
import type { DemoConfig } from './options';

/** What a check found. */
export type Verdict = {
  readonly requests: number;
  /** Widgets that must exist. */
  readonly widgets: number;
  readonly differences: readonly Difference[];
};

/** Compares every widget in the cloud that the environment leads to with what the recorded requests say. */
export async function checkWidgets(store: DemoConfig['store'], recordFile: string): Promise<Verdict> {
  const requests = await validRequests(readRequestLines(recordFile));
  const { s3, dynamodb, destroy } = await createClients();
  try {
    const { widgetBucket, widgetTable, widgetTableKey } = DEFAULT_NAMES;
    const found =
      store === 's3'
        ? await readBucketWidgets(s3, widgetBucket, DEFAULT_WIDGET_KEY_LAYOUT.prefix)
        : await readTableWidgets(dynamodb, widgetTable, widgetTableKey);
    const expected = expectedWidgets(requests, (widget) =>
      store === 's3' ? widgetKey(DEFAULT_WIDGET_KEY_LAYOUT, widget) : widget.widgetId,
    );
    return {
      requests: requests.length,
      widgets: expected.size,
      differences: compareWidgets(expected, found),
    };
  } finally {
    destroy();
  }
}
