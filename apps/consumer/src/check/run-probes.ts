import { readExpirations, type AwsClients } from '@widgets/aws-clients';
import type { ConsumerConfig } from '../options';
import type { RunPlan } from '../plan-run';
import type { Finding } from './finding';
import type { Grant } from './iam/grants';
import { judgeExpirations } from './judge-expirations';
import { judgeLease, type QueueFacts } from './judge-queue';
import { judgeSockets } from './judge-sockets';
import { readOpenFilesLimit } from './open-files';
import { pointedToSeconds } from './pointed-to';
import { probeBucket } from './probe-bucket';
import { probeQueue } from './probe-queue';
import { probeTable } from './probe-table';
import { probe } from './probing';

/** Everything that can be told without changing anything. Throws when there is no cloud to ask, or no credentials. */
export async function runProbes(
  clients: AwsClients,
  { source, target }: RunPlan,
  config: ConsumerConfig,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [judgeSockets(config.concurrency, await readOpenFilesLimit())];
  let facts: QueueFacts | undefined;
  if (source.kind === 'queue') {
    const probed = await probeQueue(clients, source.queue, config);
    facts = probed.facts;
    findings.push(judgeLease(config), ...probed.findings);
  }
  for (const bucket of source.requestBuckets) {
    const about = `request bucket ${bucket}`;
    findings.push(...(await probeBucket(clients, bucket, { about, prefix: '' })));
    findings.push(...(await probeExpirations(clients, { bucket, about, facts, config })));
  }
  if (target.kind === 'dynamodb') return [...findings, ...(await probeTable(clients, target.table))];
  const role = { about: `widget bucket ${target.bucket}`, prefix: target.layout.prefix };
  return [...findings, ...(await probeBucket(clients, target.bucket, role))];
}

type Expiring = {
  readonly bucket: string;
  readonly about: string;
  readonly facts: QueueFacts | undefined;
  readonly config: ConsumerConfig;
};

/** Who may not read lifecycle rules can still consume. */
async function probeExpirations(
  { s3 }: AwsClients,
  { bucket, about, facts, config }: Expiring,
): Promise<readonly Finding[]> {
  const rules = await probe(about, () => readExpirations(s3, bucket));
  if (!rules.ok)
    return rules.status === 404
      ? []
      : [{ severity: 'not probed', about, what: `its lifecycle rules: ${rules.finding.what}` }];
  return judgeExpirations({
    bucket,
    expirations: rules.value,
    widgetPrefix: config.widgetKeyPrefix,
    pointedToSeconds: facts && pointedToSeconds(facts),
  });
}

/** The actions that the probes above have tried. */
const PROBED: ReadonlySet<string> = new Set([
  's3:ListBucket',
  's3:GetLifecycleConfiguration',
  'sqs:GetQueueUrl',
  'sqs:GetQueueAttributes',
  'dynamodb:DescribeTable',
  'dynamodb:GetItem',
]);

/** What only a change, or a real object, could tell. */
export function notProbed(grants: readonly Grant[]): readonly Finding[] {
  return grants.flatMap(({ about, actions }): Finding[] => {
    const left = actions.filter((action) => !PROBED.has(action));
    return left.length === 0 ? [] : [{ severity: 'not probed', about, what: left.join(', ') }];
  });
}
