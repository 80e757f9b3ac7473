/** What a local cloud has when it starts, and what the programs use there when no other name is given. */
export const DEFAULT_NAMES = {
  requestBucket: 'widget-requests',
  requestQueue: 'widget-requests',
  deadLetterQueue: 'widget-requests-dlq',
  widgetBucket: 'widgets-web',
  widgetTable: 'widgets',
  widgetTableKey: 'id',
} as const;

/** Where a local cloud listens unless told otherwise. */
export const DEFAULT_LOCAL_CLOUD_PORT = 4566;
