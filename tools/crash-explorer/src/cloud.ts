import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  startLocalCloud,
  systemClock,
  type LocalCloud,
  type QueueResource,
} from '@widgets/local-cloud-server';
import type { KillSwitch } from './kill-switch';
import { WIDGET_BUCKET, WIDGET_TABLE } from './stores';

/** A cloud of its own for one run, and clients to look into it. */
export type Cloud = {
  readonly url: string;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  readonly local: LocalCloud;
  close(): Promise<void>;
};

export const REQUEST_BUCKET = 'requests';

/** A polled request that is younger than ten seconds waits for its widget: these are older from the start. */
const BEHIND_MS = 60_000;

/** The cloud's time. */
export const cloudTime = (): number => Date.now() - BEHIND_MS;

/** Queues deliver out of order and some messages twice, as the seed says. */
export async function startCloud(
  queues: readonly QueueResource[],
  seed: number,
  { intercept }: KillSwitch,
): Promise<Cloud> {
  const local = await startLocalCloud({
    buckets: [REQUEST_BUCKET, WIDGET_BUCKET],
    queues,
    tables: [{ name: WIDGET_TABLE, partitionKey: { name: 'id', type: 'S' } }],
    clock: { ...systemClock, now: cloudTime },
    faults: { seed, reorderWindow: 4, duplicateRate: 0.1 },
    intercept,
  });
  const config = {
    endpoint: local.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const sqs = new SQSClient(config);
  const dynamodb = new DynamoDBClient(config);
  return {
    ...{ url: local.url, s3, sqs, dynamodb, local },
    async close() {
      for (const client of [s3, sqs, dynamodb]) client.destroy();
      await local.close();
    },
  };
}

export async function queueUrlOf({ sqs }: Pick<Cloud, 'sqs'>, QueueName: string): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return QueueUrl;
}
