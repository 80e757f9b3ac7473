import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import {
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SQSClient,
  type BatchResultErrorEntry,
  type Message,
} from '@aws-sdk/client-sqs';
import type { MetadataBearer, MiddlewareStack } from '@smithy/types';

/** For tests: clients of an embedded cloud. */
export function cloudClients(
  endpoint: string,
  requestHandler: NonNullable<S3ClientConfig['requestHandler']> = {},
) {
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  const s3 = new S3Client({
    ...{ endpoint, region: 'us-east-1', credentials },
    ...{ forcePathStyle: true, requestHandler },
  });
  const sqs = new SQSClient({ endpoint, region: 'us-east-1', credentials });
  return {
    s3,
    sqs,
    destroy: () => {
      s3.destroy();
      sqs.destroy();
    },
  };
}

/** What tests look at in a call's input, whatever the call. */
export type CallInput = {
  readonly Key?: string;
  readonly Delete?: { readonly Objects: readonly { readonly Key: string }[] };
  readonly VisibilityTimeout?: number;
  readonly Entries?: readonly {
    readonly Id: string;
    readonly MessageBody?: string;
    readonly VisibilityTimeout?: number;
  }[];
};

export type Call = { readonly name: string; readonly input: CallInput };

type Watched<Input extends object, Output extends object> = {
  readonly middlewareStack: MiddlewareStack<Input, Output>;
};

/** Shows each call of a client before it is made, and holds it up for as long as `before` takes, and after its answer. */
export function watchCalls<Input extends object, Output extends object>(
  client: Watched<Input, Output>,
  hooks: { before?: (call: Call) => void | Promise<void>; after?: (call: Call) => void | Promise<void> },
): void {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const call = { name: commandName.replace(/Command$/, ''), input: args.input };
        await hooks.before?.(call);
        const answer = await next(args);
        await hooks.after?.(call);
        return answer;
      },
    { step: 'initialize' },
  );
}

/** Makes calls of this name fail with what `fault` says, without the cloud having seen them. */
export function failCalls<Input extends object, Output extends object>(
  client: Watched<Input, Output>,
  name: string,
  fault: () => Error | undefined,
): void {
  watchCalls(client, {
    before: (call) => {
      const error = call.name === name ? fault() : undefined;
      if (error) throw error;
    },
  });
}

/** Makes entries of a client's batch calls fail without SQS having seen them: those for which `fault` says how. */
export function failEntries<Input extends object, Output extends MetadataBearer>(
  client: Watched<Input, Output>,
  fault: (entry: { Id: string; MessageBody?: string }) => { SenderFault: boolean } | undefined,
): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const { Entries } = args.input as { Entries?: { Id: string }[] };
      if (Entries === undefined) return next(args);
      const failed = Entries.flatMap((entry): BatchResultErrorEntry[] => {
        const how = fault(entry);
        return how ? [{ Id: entry.Id, Code: 'InternalError', ...how }] : [];
      });
      const passed = Entries.filter(({ Id }) => !failed.some((entry) => entry.Id === Id));
      if (passed.length === 0) return { response: {}, output: { $metadata: {}, Failed: failed } as never };
      const answer = await next({ ...args, input: { ...args.input, Entries: passed } });
      return { ...answer, output: { ...answer.output, Failed: failed } };
    },
    { step: 'initialize', priority: 'high' },
  );
}

export async function queueUrl(sqs: SQSClient, QueueName: string): Promise<string> {
  const answer = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  return answer.QueueUrl ?? '';
}

/** Every visible message of a queue, taken without waiting. */
export async function takeAll(sqs: SQSClient, QueueUrl: string): Promise<Message[]> {
  const taken: Message[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        ...{ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 },
        ...{ MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] },
      }),
    );
    if (Messages.length === 0) return taken;
    taken.push(...Messages);
  }
}
