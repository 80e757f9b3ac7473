import type { Difference } from '@widgets/verify';
import { differences } from './differences';
import type { LocalPipeline } from './local-pipeline';
import { IN_TABLE } from './widget-stores';

/** What differs between the widgets in a table and what recorded requests say. */
export const tableDifferences = (
  pipeline: LocalPipeline,
  table: string,
  record: string,
): Promise<Difference[]> => differences(pipeline, IN_TABLE, { name: table, record });
