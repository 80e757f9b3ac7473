import type { Clock } from './clock';
import { settleTable } from './dynamodb/settle-table';
import type { DynamoCall } from './dynamodb/shield';
import { callJson, type JsonObject } from './dynamodb/json-call';
import { ResourceError } from './errors';
import type { Buckets } from './s3/buckets';
import { queueArn, type Queues } from './sqs/queues';

export type QueueResource = {
  name: string;
  /** As in CreateQueue, e.g. `{ VisibilityTimeout: '30' }`. */
  attributes?: Readonly<Record<string, string>>;
  /** Where messages go after `maxReceiveCount` receives; `queue` is the name of another of the queues. */
  deadLetters?: { queue: string; maxReceiveCount: number };
};

/** An attribute that is part of a table's key; S is a string, N a number, B binary. */
export type KeyAttribute = { name: string; type: 'S' | 'N' | 'B' };

export type TableResource = { name: string; partitionKey: KeyAttribute; sortKey?: KeyAttribute };

export type Resources = {
  buckets?: readonly string[];
  queues?: readonly QueueResource[];
  tables?: readonly TableResource[];
};

export type Stores = { buckets: Buckets; queues: Queues; dynamo: DynamoCall };

/** Makes what was asked for, ready to use when it resolves. @throws ResourceError */
export async function makeResources(resources: Resources, stores: Stores, clock: Clock): Promise<void> {
  for (const name of resources.buckets ?? []) {
    orResourceError('bucket', name, () => stores.buckets.create(name, 'us-east-1', clock.now()));
  }
  const queues = resources.queues ?? [];
  for (const queue of queues) {
    orResourceError('queue', queue.name, () =>
      stores.queues.create(queue.name, new Map(Object.entries(attributesOf(queue)))),
    );
  }
  // Only now does every dead-letter queue exist, whatever the order of the list.
  for (const queue of queues)
    orResourceError('queue', queue.name, () => setDeadLetters(stores.queues, queue));
  for (const table of resources.tables ?? []) await makeTable(stores.dynamo, table);
}

/** Which kind of queue it is, its name says already. */
const attributesOf = ({ name, attributes = {} }: QueueResource): Readonly<Record<string, string>> =>
  name.endsWith('.fifo') ? { FifoQueue: 'true', ...attributes } : attributes;

function setDeadLetters(queues: Queues, { name, deadLetters }: QueueResource): void {
  if (!deadLetters) return;
  const policy = {
    deadLetterTargetArn: queueArn(deadLetters.queue),
    maxReceiveCount: deadLetters.maxReceiveCount,
  };
  queues.change(queues.byName(name), new Map([['RedrivePolicy', JSON.stringify(policy)]]));
}

async function makeTable(dynamo: DynamoCall, { name, partitionKey, sortKey }: TableResource): Promise<void> {
  const key = sortKey ? [partitionKey, sortKey] : [partitionKey];
  const { status, body } = await callJson(dynamo, 'CreateTable', {
    TableName: name,
    AttributeDefinitions: key.map((part) => ({ AttributeName: part.name, AttributeType: part.type })),
    KeySchema: key.map((part) => ({
      AttributeName: part.name,
      KeyType: part === partitionKey ? 'HASH' : 'RANGE',
    })),
    BillingMode: 'PAY_PER_REQUEST',
  });
  if (status !== 200) throw new ResourceError('table', name, new Error(errorText(body)));
  await settleTable(dynamo, name);
}

const errorText = ({ message, __type }: JsonObject): string =>
  typeof message === 'string' && message !== '' ? message : String(__type);

function orResourceError(kind: 'bucket' | 'queue', name: string, make: () => void): void {
  try {
    make();
  } catch (error) {
    throw new ResourceError(kind, name, error instanceof Error ? error : new Error(String(error)));
  }
}
