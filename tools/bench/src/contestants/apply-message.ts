import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  PutItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Job } from './job';

export type Clients = { readonly s3: S3Client; readonly dynamodb: DynamoDBClient };

/** As the SDK makes them by itself. */
export const defaultClients = (): Clients => ({ s3: new S3Client({}), dynamodb: new DynamoDBClient({}) });

/** What a user would write who has no more to do than creates: fetch, put on condition, delete the object. */
export async function applyMessage(clients: Clients, job: Job, body: string): Promise<void> {
  const pointer = job.isInline ? undefined : pointerOf(body);
  await putWidget(clients, job, pointer === undefined ? body : await fetchRequest(clients, pointer));
  if (pointer !== undefined) await clients.s3.send(new DeleteObjectCommand(pointer));
}

export type ObjectName = { readonly Bucket: string; readonly Key: string };

/** Of a message of the SQS Extended Client, which our producer posts by default. */
export function pointerOf(body: string): ObjectName {
  const [, { s3BucketName, s3Key }] = JSON.parse(body) as [string, { s3BucketName: string; s3Key: string }];
  return { Bucket: s3BucketName, Key: s3Key };
}

export async function fetchRequest({ s3 }: Clients, pointer: ObjectName): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand(pointer));
  return (await Body?.transformToString()) ?? '';
}

export async function putWidget({ dynamodb }: Clients, { table }: Job, request: string): Promise<void> {
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: table,
        Item: itemOf(JSON.parse(request) as CreateRequest),
        ConditionExpression: 'attribute_not_exists(id)',
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

type CreateRequest = {
  readonly widgetId: string;
  readonly owner: string;
  readonly requestId: string;
  readonly label?: string;
  readonly description?: string;
  readonly otherAttributes?: readonly { readonly name: string; readonly value: string }[];
};

function itemOf(request: CreateRequest): Record<string, AttributeValue> {
  const { widgetId, owner, requestId, label = '', description = '', otherAttributes = [] } = request;
  const attributes = otherAttributes.map(({ name, value }) => [name, { S: value }] as const);
  const own = { id: widgetId, owner, requestId, label, description };
  const texts = Object.entries(own).map(([name, value]) => [name, { S: value }] as const);
  return Object.fromEntries([...attributes, ...texts]);
}
