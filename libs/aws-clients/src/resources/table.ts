import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  waitUntilTableExists,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { MissingResource, type WhenMissing } from './missing-resource';

export type TableLookup = {
  readonly table: string;
  /** The key of a table that is made. */
  readonly keyName: string;
  readonly whenMissing: WhenMissing;
};

const MAX_WAIT_SECONDS = 60;

/** Makes sure that a table exists. Throws `MissingResource`, or the SDK's error. */
export async function ensureTable(
  dynamodb: DynamoDBClient,
  { table, keyName, whenMissing }: TableLookup,
): Promise<void> {
  try {
    await dynamodb.send(new DescribeTableCommand({ TableName: table }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    if (whenMissing === 'fail') throw missing(table, keyName, error);
    await createTable(dynamodb, table, keyName);
  }
}

/** Another program may make it at the same moment. */
async function createTable(dynamodb: DynamoDBClient, table: string, keyName: string): Promise<void> {
  const input = {
    TableName: table,
    AttributeDefinitions: [{ AttributeName: keyName, AttributeType: 'S' as const }],
    KeySchema: [{ AttributeName: keyName, KeyType: 'HASH' as const }],
    BillingMode: 'PAY_PER_REQUEST' as const,
  };
  try {
    await dynamodb.send(new CreateTableCommand(input));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
  await waitUntilTableExists(
    { client: dynamodb, maxWaitTime: MAX_WAIT_SECONDS, minDelay: 1 },
    { TableName: table },
  );
}

const missing = (table: string, key: string, cause: unknown): MissingResource =>
  new MissingResource(
    `There is no DynamoDB table ${table}. Check its name and the region, or make it: aws dynamodb create-table --table-name ${table} --attribute-definitions AttributeName=${key},AttributeType=S --key-schema AttributeName=${key},KeyType=HASH --billing-mode PAY_PER_REQUEST`,
    { cause },
  );
