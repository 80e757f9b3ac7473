import { HeadBucketCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import type { AwsClients } from '@widgets/aws-clients';
import { randomUUID } from 'node:crypto';
import type { Finding } from './finding';
import { madeAtStart, probe, type Probed } from './probing';

export type BucketRole = {
  /** What it is and its name, e.g. `request bucket b`. */
  readonly about: string;
  /** What the keys of its objects begin with: permissions may be limited to them. */
  readonly prefix: string;
};

/** Whether a bucket is there, in this region, and whether S3 tells which of its keys are gone. */
export async function probeBucket(
  { s3, region, isLoopback }: Pick<AwsClients, 's3' | 'region' | 'isLoopback'>,
  bucket: string,
  { about, prefix }: BucketRole,
): Promise<readonly Finding[]> {
  const seen = await probe(about, () => s3.send(new HeadBucketCommand({ Bucket: bucket })));
  if (!seen.ok && seen.status === 404 && isLoopback) return [madeAtStart(about)];
  if (!seen.ok && seen.status !== 403) return [seen.finding];
  const input = { Bucket: bucket, Key: `${prefix}${randomUUID()}-of-consumer-check` };
  const key = await probe(about, () => s3.send(new HeadObjectCommand(input)));
  const isElsewhere = seen.ok && (seen.value.BucketRegion ?? region) !== region;
  return [
    ...(isElsewhere ? [elsewhere(about, seen.value.BucketRegion ?? '', region)] : []),
    judgeKey(about, key, seen.ok),
  ];
}

/** Without s3:ListBucket, S3 answers 403 also for a key that does not exist. */
function judgeKey(about: string, key: Probed<unknown>, maySeeBucket: boolean): Finding {
  if (key.ok || key.status === 404)
    return { severity: 'ok', about, what: 'may be listed: S3 tells which keys are gone (s3:ListBucket)' };
  if (key.status !== 403) return key.finding;
  const missing = maySeeBucket ? 's3:GetObject' : 's3:ListBucket';
  return {
    severity: 'fail',
    about,
    what: `S3 answers 403 for a key that does not exist: the permission ${missing} is missing, and redelivered requests could not be told from forbidden ones`,
    fix: `add ${missing} to the role or user of these credentials; consumer check --iam, with the same options, prints the whole policy`,
  };
}

const elsewhere = (about: string, theirs: string, ours: string): Finding => ({
  severity: 'warn',
  about,
  what: `lives in ${theirs}, and calls go to ${ours}`,
  fix: `--region=${theirs} if the queue is there too, else use a bucket in ${ours}: every request would cross regions`,
});
