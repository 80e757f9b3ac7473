import {
  compareWidgets,
  expectedWidgets,
  readRequestLines,
  validRequests,
  type Difference,
} from '@widgets/verify';
import type { LocalPipeline } from './local-pipeline';
import type { WidgetStoreUnderTest } from './widget-stores';

/** What differs between the widgets in a store and what recorded requests say. */
export async function differences(
  pipeline: LocalPipeline,
  { read, placeOf }: WidgetStoreUnderTest,
  { name, record }: { readonly name: string; readonly record: string },
): Promise<Difference[]> {
  const expected = expectedWidgets(await validRequests(readRequestLines(record)), placeOf);
  if (expected.size === 0) throw new Error(`the requests of ${record} leave no widget to compare`);
  return compareWidgets(expected, await read(pipeline, name));
}
