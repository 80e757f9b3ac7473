import {
  DescribeTableCommand,
  ResourceNotFoundException,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { CannotContinue } from '@widgets/widget-pipeline';
import { isOwnName } from './widget-item';

/** The name of the key that a table really has. Throws `CannotContinue` when widgets cannot lie under it. */
export async function findTableKey(dynamodb: DynamoDBClient, table: string): Promise<string> {
  const { Table } = await describe(dynamodb, table);
  const keys = Table?.KeySchema ?? [];
  const partition = keys.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
  const type = Table?.AttributeDefinitions?.find(
    ({ AttributeName }) => AttributeName === partition,
  )?.AttributeType;
  if (partition === undefined || keys.length !== 1) {
    const names = keys.map(({ AttributeName }) => AttributeName).join(', ');
    throw unusable(table, `its key is made of ${names}, and a widget has only its id`);
  }
  if (type !== 'S') throw unusable(table, `its key ${partition} is not a string`);
  if (isOwnName(partition))
    throw unusable(table, `its key ${partition} is the name of another field of a widget`);
  return partition;
}

async function describe(dynamodb: DynamoDBClient, table: string) {
  try {
    return await dynamodb.send(new DescribeTableCommand({ TableName: table }));
  } catch (error) {
    throw error instanceof ResourceNotFoundException ? tableGone(table, error) : error;
  }
}

const CREATE_TABLE_OPTIONS =
  '--attribute-definitions AttributeName=id,AttributeType=S --key-schema AttributeName=id,KeyType=HASH --billing-mode PAY_PER_REQUEST';

/** There is no such table, or no longer. */
export function tableGone(table: string, cause: unknown): CannotContinue {
  return new CannotContinue(
    `There is no DynamoDB table ${table}. Make it: aws dynamodb create-table --table-name ${table} ${CREATE_TABLE_OPTIONS}`,
    { cause },
  );
}

const unusable = (table: string, why: string): CannotContinue =>
  new CannotContinue(
    `The DynamoDB table ${table} cannot hold widgets: ${why}. Use a table with one string key, such as id.`,
  );
