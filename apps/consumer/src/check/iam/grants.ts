import { REJECTED_PREFIX } from '@widgets/request-channel';
import type { RunPlan, Target } from '../../plan-run';
import type { Source } from '../../plan-source';
import { partitionOf } from './partition';
import { queueArn } from './queue-arn';

/** What a consumer must be allowed to do with one thing. */
export type Grant = {
  /** Names its statement: letters and digits. */
  readonly sid: string;
  /** In words, e.g. `queue my-queue`. */
  readonly about: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
};

export type GrantSettings = {
  readonly deadLetterQueue: string | undefined;
  /** Where queues and the table are; `*` when it is not known. */
  readonly region: string;
};

/**
 * Everything that a consumer with this plan calls on AWS, and nothing else. What it makes on a local cloud it never makes
 * there. Of these `s3:GetLifecycleConfiguration` is for warnings alone.
 */
export function grantsFor({ source, target }: RunPlan, settings: GrantSettings): readonly Grant[] {
  return [...sourceGrants(source, settings), ...targetGrants(target, settings)];
}

function sourceGrants(source: Source, settings: GrantSettings): readonly Grant[] {
  const { requestBuckets } = source;
  const queues = source.kind === 'queue' ? queueGrants(source.queue, settings) : [];
  if (requestBuckets.length === 0) return queues;
  const about = `request bucket ${requestBuckets.join(', ')}`;
  const within = (prefix: string) => requestBuckets.map((bucket) => bucketArn(bucket, settings) + prefix);
  const rejecting = {
    sid: 'RejectRequests',
    about,
    actions: ['s3:PutObject'],
    resources: within(`/${REJECTED_PREFIX}*`),
  };
  return [
    ...queues,
    { sid: 'TakeRequests', about, actions: ['s3:GetObject', 's3:DeleteObject'], resources: within('/*') },
    {
      sid: 'FindRequests',
      about,
      actions: ['s3:ListBucket', ...(source.kind === 'queue' ? ['s3:GetLifecycleConfiguration'] : [])],
      resources: within(''),
    },
    ...(source.kind === 'queue' ? [] : [rejecting]),
  ];
}

function queueGrants(queue: string, { deadLetterQueue, region }: GrantSettings): readonly Grant[] {
  const receiving: Grant = {
    sid: 'ReceiveRequests',
    about: `queue ${queue}`,
    actions: [...LOOK_UP_QUEUE, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
    resources: [queueArn(queue, region)],
  };
  if (deadLetterQueue === undefined) return [receiving];
  return [
    receiving,
    {
      sid: 'SendDeadLetters',
      about: `dead-letter queue ${deadLetterQueue}`,
      actions: [...LOOK_UP_QUEUE, 'sqs:SendMessage'],
      resources: [queueArn(deadLetterQueue, region)],
    },
  ];
}

const LOOK_UP_QUEUE = ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'];

function targetGrants(target: Target, settings: GrantSettings): readonly Grant[] {
  switch (target.kind) {
    case 's3': {
      const about = `widget bucket ${target.bucket}`;
      const arn = bucketArn(target.bucket, settings);
      return [
        {
          sid: 'ChangeWidgets',
          about,
          actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
          resources: [`${arn}/${target.layout.prefix}*`],
        },
        { sid: 'FindWidgets', about, actions: ['s3:ListBucket'], resources: [arn] },
      ];
    }
    case 'dynamodb': {
      const { region } = settings;
      return [
        {
          sid: 'ChangeWidgets',
          about: `table ${target.table}`,
          actions: ['DescribeTable', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'].map(
            (action) => `dynamodb:${action}`,
          ),
          resources: [`arn:${partitionOf(region)}:dynamodb:${region}:*:table/${target.table}`],
        },
      ];
    }
  }
}

const bucketArn = (bucket: string, { region }: GrantSettings): string =>
  `arn:${partitionOf(region)}:s3:::${bucket}`;
