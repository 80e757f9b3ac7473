import { DEFAULT_NAMES, namedWidgetTarget } from '@widgets/cli-kit';
import type { WidgetKeyLayout } from '@widgets/widget-model';
import type { ConsumerConfig } from './options';
import { planSource, type Source } from './plan-source';

/** Where widgets go. */
export type Target =
  | { readonly kind: 's3'; readonly bucket: string; readonly layout: WidgetKeyLayout }
  | { readonly kind: 'dynamodb'; readonly table: string };

/** What a run works on, every name decided. */
export type RunPlan = {
  readonly source: Source;
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
  const mixedUp = bucketInBothRoles(source, target);
  return mixedUp === undefined ? { source, target } : { problems: [mixedUp] };
}

/** Polled, a bucket that also takes the widgets must tell by the keys which is which. */
function bucketInBothRoles(source: Source, target: Target): string | undefined {
  if (source.kind === 'queue' || target.kind === 'dynamodb' || target.layout.prefix !== '') return undefined;
  if (!source.requestBuckets.includes(target.bucket)) return undefined;
  return `bucket ${target.bucket} would hold requests and widgets without telling them apart: give the widgets a prefix (-wkp=widgets/), or another bucket`;
}

function planTarget(config: ConsumerConfig, isLocal: boolean): Target | string {
  const named =
    namedWidgetTarget(config) ??
    (isLocal ? ({ kind: 's3', name: DEFAULT_NAMES.widgetBucket } as const) : undefined);
  if (named === undefined)
    return 'the widgets have nowhere to go: name a bucket with -wb or a table with -dwt';
  if (named.kind === 'dynamodb') return { kind: 'dynamodb', table: named.name };
  const { widgetKeyPrefix: prefix, useOwnerInPrefix: useOwner } = config;
  return { kind: 's3', bucket: named.name, layout: { prefix, useOwner } };
}
