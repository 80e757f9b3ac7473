import { DEFAULT_NAMES } from '@widgets/cli-kit';
import type { WidgetKeyLayout } from '@widgets/widget-model';
import type { ConsumerConfig } from './options';
import { namedTarget } from './target-options';

export const NO_SOURCE =
  'no source of requests is named: name the queue with -rq, and the bucket that it points into with -rb (only a local cloud has default ones)';

/** Where widgets go. */
export type Target =
  | { readonly kind: 's3'; readonly bucket: string; readonly layout: WidgetKeyLayout }
  | { readonly kind: 'dynamodb'; readonly table: string };

/** What a run works on, every name decided. */
export type RunPlan = {
  readonly queue: string;
  readonly requestBuckets: readonly string[];
  readonly target: Target;
};

/**
 * Decides what the run works on. On a local cloud a source or a target that is not named is the cloud's own; on AWS its
 * absence is a problem, told with the fix.
 */
export function planRun(
  config: ConsumerConfig,
  isLocal: boolean,
): RunPlan | { readonly problems: readonly string[] } {
  const source = planSource(config, isLocal);
  const target = planTarget(config, isLocal);
  const problems = [source, target].filter((part) => typeof part === 'string');
  if (typeof source === 'string' || typeof target === 'string') return { problems };
  return { ...source, target };
}

function planSource(
  { requestQueue, requestBuckets }: ConsumerConfig,
  isLocal: boolean,
): Pick<RunPlan, 'queue' | 'requestBuckets'> | string {
  if (requestQueue !== undefined) return { queue: requestQueue, requestBuckets };
  if (requestBuckets.length > 0) {
    return 'receiving from a bucket without a queue is not supported yet: name the queue with -rq';
  }
  if (!isLocal) return NO_SOURCE;
  return { queue: DEFAULT_NAMES.requestQueue, requestBuckets: [DEFAULT_NAMES.requestBucket] };
}

function planTarget(config: ConsumerConfig, isLocal: boolean): Target | string {
  const named =
    namedTarget(config) ??
    (isLocal ? ({ kind: 's3', name: DEFAULT_NAMES.widgetBucket } as const) : undefined);
  if (named === undefined)
    return 'the widgets have nowhere to go: name a bucket with -wb or a table with -dwt';
  if (named.kind === 'dynamodb') return { kind: 'dynamodb', table: named.name };
  const { widgetKeyPrefix: prefix, useOwnerInPrefix: useOwner } = config;
  return { kind: 's3', bucket: named.name, layout: { prefix, useOwner } };
}
