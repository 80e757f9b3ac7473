import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import {
  localEnvironment,
  programFile,
  startLocalCloudProcess,
  startProgram,
  type AppName,
  type Ending,
  type RunningProgram,
} from '@widgets/programs';

/** Of all that is built. */
export const DIST = new URL('../../../dist/', import.meta.url);

/** The built programs around a local cloud of their own, and clients to look into it. */
export type LocalPipeline = {
  readonly url: string;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly dynamodb: DynamoDBClient;
  readonly env: Readonly<Record<string, string | undefined>>;
  start(app: AppName, ...args: string[]): RunningProgram;
  /** Runs a program to its end; fails unless it exits with 0. */
  run(app: AppName, ...args: string[]): Promise<Ending>;
  close(): Promise<void>;
};

export async function startLocalPipeline(): Promise<LocalPipeline> {
  const { url, program } = await startLocalCloudProcess(DIST);
  return pipelineOn({
    url,
    async close() {
      program.kill('SIGTERM');
      await program.ended;
    },
  });
}

/** The same around a cloud that is there already. */
export function pipelineOn(cloud: { readonly url: string; close(): Promise<void> }): LocalPipeline {
  const env = localEnvironment(cloud.url, process.env);
  const config = {
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const sqs = new SQSClient(config);
  const dynamodb = new DynamoDBClient(config);
  const underWay = new Set<RunningProgram>();
  const start: LocalPipeline['start'] = (app, ...args) => {
    const program = startProgram(programFile(DIST, app), args, { env });
    underWay.add(program);
    void program.ended.then(() => underWay.delete(program));
    return program;
  };
  return {
    url: cloud.url,
    s3,
    sqs,
    dynamodb,
    env,
    start,
    async run(app, ...args) {
      const ending = await start(app, ...args).ended;
      if (ending.code === 0) return ending;
      throw new Error(
        `${app} ${args.join(' ')} exited with ${ending.code}:\n${ending.stdout}\n${ending.stderr}`,
      );
    },
    async close() {
      for (const client of [s3, sqs, dynamodb]) client.destroy();
      // Only a test that failed leaves any.
      for (const program of underWay) program.kill('SIGKILL');
      await cloud.close();
    },
  };
}

/** The keys in a bucket. */
export async function keysOf({ s3 }: LocalPipeline, bucket: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
    keys.push(...Contents.map(({ Key = '' }) => Key));
  }
  return keys;
}

export async function createFifoQueue({ sqs }: LocalPipeline, name: string): Promise<void> {
  await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: { FifoQueue: 'true' } }));
}

/** How many messages a queue holds: visible, in flight and delayed. */
export async function depthOf(
  { sqs }: LocalPipeline,
  queue: string,
): Promise<{ visible: number; other: number }> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
  );
  return {
    visible: Number(Attributes['ApproximateNumberOfMessages']),
    other:
      Number(Attributes['ApproximateNumberOfMessagesNotVisible']) +
      Number(Attributes['ApproximateNumberOfMessagesDelayed']),
  };
}

/** Receives up to ten messages of a queue, with all of their attributes. */
export async function receiveFrom({ sqs }: LocalPipeline, queue: string): Promise<Message[]> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
  const input = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
  return (await sqs.send(new ReceiveMessageCommand(input))).Messages ?? [];
}

/** The log lines of a program: its stderr, where it is JSON. */
export function logOf({ stderr }: Ending): Record<string, unknown>[] {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
