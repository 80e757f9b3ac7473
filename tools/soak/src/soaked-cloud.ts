import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { startLocalCloudProcess } from '@widgets/programs';

/** An embedded cloud as a process of its own, and clients to look into it. */
export type SoakedCloud = {
  readonly url: string;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  /** From here on nothing goes wrong any more. */
  endFaults(): Promise<void>;
  close(): Promise<void>;
};

/** @param dist the folder of all that is built; @param options those of the local cloud */
export async function startSoakedCloud(dist: URL, options: readonly string[]): Promise<SoakedCloud> {
  const { url, program } = await startLocalCloudProcess(dist, ...options);
  const config = {
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 10,
  };
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const sqs = new SQSClient(config);
  const dynamodb = new DynamoDBClient(config);
  return {
    ...{ url, s3, sqs, dynamodb },
    async endFaults() {
      await fetch(`${url}/_local/faults`, { method: 'PUT', body: '{}' });
    },
    async close() {
      for (const client of [s3, sqs, dynamodb]) client.destroy();
      program.kill('SIGKILL');
      await program.ended;
    },
  };
}

type Depth = { readonly depth: number; readonly inFlight: number; readonly delayed: number };

/** How many messages a queue holds, in whatever state; `NaN` when there is no such queue. */
export async function queueDepth(url: string, queue: string): Promise<number> {
  const answer = await fetch(`${url}/_local/queues`);
  const queues = (await answer.json()) as Readonly<Record<string, Depth>>;
  const { depth = NaN, inFlight = 0, delayed = 0 } = queues[queue] ?? ({} as Partial<Depth>);
  return depth + inFlight + delayed;
}
