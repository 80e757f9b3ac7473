import { expect, test } from '@jest/globals';
import { resourcesOf } from './resources-of';

const NONE = { buckets: [], queues: [], tables: [], noDefaults: false };

test('resources of the pipeline come first, each name once', () => {
  const resources = resourcesOf({
    ...NONE,
    buckets: ['widgets-web', 'photos'],
    queues: ['widget-requests', 'jobs'],
    tables: ['widgets:widgetId', 'users:user_id', 'logs'],
  });
  expect(resources.buckets).toEqual(['widget-requests', 'widgets-web', 'photos']);
  expect(resources.queues.map(({ name }) => name)).toEqual([
    'widget-requests-dlq',
    'widget-requests',
    'jobs',
  ]);
  expect(resources.tables.map(({ name, partitionKey }) => `${name} ${partitionKey.name}`)).toEqual([
    'widgets widgetId',
    'users user_id',
    'logs id',
  ]);
});

test('without the defaults there is only what was asked for', () => {
  expect(resourcesOf({ ...NONE, noDefaults: true, buckets: ['photos'] })).toEqual({
    buckets: ['photos'],
    queues: [],
    tables: [],
  });
});
