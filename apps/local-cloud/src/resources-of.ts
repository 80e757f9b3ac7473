import { DEFAULT_NAMES } from '@widgets/cli-kit';
import type { LocalCloudOptions } from '@widgets/local-cloud-server';
import type { LocalCloudConfig } from './options';

/** What is to be there at start, each name once. */
export type StartResources = Required<Pick<LocalCloudOptions, 'buckets' | 'queues' | 'tables'>>;

/** Enough for the consumer's retries of a message to end before the queue gives it up. */
const MAX_RECEIVE_COUNT = 10;

/** Longer than the request queue: a message that is moved there keeps its age. */
const FOURTEEN_DAYS_SECONDS = '1209600';

const NOTHING: StartResources = { buckets: [], queues: [], tables: [] };

const PIPELINE: StartResources = {
  buckets: [DEFAULT_NAMES.requestBucket, DEFAULT_NAMES.widgetBucket],
  queues: [
    { name: DEFAULT_NAMES.deadLetterQueue, attributes: { MessageRetentionPeriod: FOURTEEN_DAYS_SECONDS } },
    {
      name: DEFAULT_NAMES.requestQueue,
      deadLetters: { queue: DEFAULT_NAMES.deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
    },
  ],
  tables: [stringKeyTable(DEFAULT_NAMES.widgetTable, DEFAULT_NAMES.widgetTableKey)],
};

/** The resources of the widget pipeline, unless they are not wanted, and those of the command line, which win. */
export function resourcesOf(
  config: Pick<LocalCloudConfig, 'buckets' | 'queues' | 'tables' | 'noDefaults'>,
): StartResources {
  const { buckets, queues, tables } = config.noDefaults ? NOTHING : PIPELINE;
  return {
    buckets: [...new Set([...buckets, ...config.buckets])],
    queues: [...queues, ...newNames(config.queues, queues).map((name) => ({ name }))],
    tables: lastOfEachName([...tables, ...config.tables.map(parseTable)]),
  };
}

function parseTable(text: string): StartResources['tables'][number] {
  const [name = '', key = DEFAULT_NAMES.widgetTableKey] = text.split(':');
  return stringKeyTable(name, key);
}

function stringKeyTable(name: string, key: string): StartResources['tables'][number] {
  return { name, partitionKey: { name: key, type: 'S' } };
}

/** A queue of the pipeline keeps its dead-letter queue when it is named once more. */
function newNames(names: readonly string[], present: StartResources['queues']): string[] {
  return [...new Set(names)].filter((name) => !present.some((queue) => queue.name === name));
}

/** In the order in which the names first appear. */
function lastOfEachName<T extends { name: string }>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [item.name, item])).values()];
}
