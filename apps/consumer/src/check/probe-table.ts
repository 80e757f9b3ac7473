import { DescribeTableCommand, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { AwsClients } from '@widgets/aws-clients';
import { CannotContinue } from '@widgets/widget-pipeline';
import { findTableKey } from '@widgets/widget-stores';
import { randomUUID } from 'node:crypto';
import type { Finding } from './finding';
import { madeAtStart, probe } from './probing';

/** Whether a table is there, can hold widgets, and may be read. */
export async function probeTable(
  { dynamodb, isLoopback }: Pick<AwsClients, 'dynamodb' | 'isLoopback'>,
  table: string,
): Promise<readonly Finding[]> {
  const about = `table ${table}`;
  const described = await probe(about, () => dynamodb.send(new DescribeTableCommand({ TableName: table })));
  if (!described.ok) {
    const isMissing = described.status === 400 && described.finding.what.startsWith('There is no table');
    return [isMissing && isLoopback ? madeAtStart(about) : described.finding];
  }
  const status = described.value.Table?.TableStatus ?? 'ACTIVE';
  if (status !== 'ACTIVE')
    return [{ severity: 'warn', about, what: `is not ready: its status is ${status}` }];
  const key = await keyOf(dynamodb, table);
  if (typeof key !== 'string') return [{ severity: 'fail', about, what: key.problem }];
  const input = { TableName: table, Key: { [key]: { S: `${randomUUID()}-of-consumer-check` } } };
  const read = await probe(about, () => dynamodb.send(new GetItemCommand(input)));
  if (!read.ok) return [read.finding];
  return [{ severity: 'ok', about, what: `widgets lie under its key ${key}, and may be read` }];
}

async function keyOf(
  dynamodb: AwsClients['dynamodb'],
  table: string,
): Promise<string | { readonly problem: string }> {
  try {
    return await findTableKey(dynamodb, table);
  } catch (error) {
    if (error instanceof CannotContinue) return { problem: error.message };
    throw error;
  }
}
