import {
  compareWidgets,
  expectedWidgets,
  readRequestLines,
  readTableWidgets,
  validRequests,
  type Difference,
} from '@widgets/verify';
import type { LocalPipeline } from './local-pipeline';

/** What differs between the widgets in a table and what recorded requests say. */
export async function tableDifferences(
  { dynamodb }: LocalPipeline,
  table: string,
  recordFile: string,
): Promise<Difference[]> {
  const requests = await validRequests(readRequestLines(recordFile));
  const expected = expectedWidgets(requests, ({ widgetId }) => widgetId);
  if (expected.size === 0) throw new Error(`the requests of ${recordFile} leave no widget to compare`);
  return compareWidgets(expected, await readTableWidgets(dynamodb, table, 'id'));
}
