import { DEFAULT_NAMES } from '@widgets/cli-kit';
import type { MessageFormat } from '@widgets/widget-model';
import type { ProducerConfig } from './options';

/** Where requests go, by the names that the user knows. */
export type RunPlan =
  | { readonly kind: 'bucket'; readonly bucket: string }
  | {
      readonly kind: 'pointers';
      readonly bucket: string;
      readonly queue: string;
      readonly format: Exclude<MessageFormat, 'inline'>;
    }
  | { readonly kind: 'inline'; readonly queue: string };

/** Decides where requests go; on a local cloud the cloud's own bucket and queue when neither is named. */
export function planRun(
  { requestBucket, requestQueue, messageFormat }: ProducerConfig,
  isLocal: boolean,
): RunPlan | { readonly problem: string } {
  if (requestBucket === undefined && requestQueue === undefined) {
    if (!isLocal)
      return { problem: 'requests have nowhere to go: name a bucket with -rb, a queue with -rq, or both' };
    const { requestBucket: bucket, requestQueue: queue } = DEFAULT_NAMES;
    return planBoth(messageFormat === 'inline' ? undefined : bucket, queue, messageFormat);
  }
  return planBoth(requestBucket, requestQueue, messageFormat);
}

function planBoth(
  bucket: string | undefined,
  queue: string | undefined,
  format: MessageFormat = 'extended',
): RunPlan {
  if (queue === undefined) return { kind: 'bucket', bucket: bucket ?? '' };
  if (bucket === undefined || format === 'inline') return { kind: 'inline', queue };
  return { kind: 'pointers', bucket, queue, format };
}

/** A plan in words, for the first line of a run. */
export function describePlan(plan: RunPlan): string {
  switch (plan.kind) {
    case 'bucket':
      return `bucket ${plan.bucket}`;
    case 'pointers':
      return `bucket ${plan.bucket}, pointers (${plan.format}) to queue ${plan.queue}`;
    case 'inline':
      return `queue ${plan.queue}, the requests themselves`;
  }
}
