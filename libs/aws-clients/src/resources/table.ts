import {
  CreateTableCommand,
  DescribeTableCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  waitUntilTableExists,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { WhenMissing } from './when-missing';

export type TableLookup = {
  readonly table: string;
  /** The key, a string, of a table that is made. */
  readonly keyName: string;
  readonly whenMissing: WhenMissing;
};

const MAX_WAIT_SECONDS = 60;

/** Makes sure that a table exists. Throws the SDK's error when it does not. */
export const ensureTable = async (
  dynamodb: DynamoDBClient,
  { table, keyName, whenMissing }: TableLookup,
): Promise<void> => {
  try {
    await dynamodb.send(new DescribeTableCommand({ TableName: table }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException) || whenMissing === 'fail') throw error;
    await createTable(dynamodb, table, keyName);
  }
};

/** Another program may make it at the same moment. */
const createTable = async (dynamodb: DynamoDBClient, table: string, keyName: string): Promise<void> => {
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
};
