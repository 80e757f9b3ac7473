import { asJsonObject, callJson } from './json-call';
import type { DynamoCall } from './shield';

const PAUSE_MS = 1;
const MOST_PAUSES = 1000;

/**
 * Waits until a table is not on its way between states. dynalite finishes a change of a table some turns of the event loop
 * after it has answered; here nobody should have to wait for a table of their own laptop.
 */
export async function settleTable(dynamo: DynamoCall, tableName: unknown): Promise<void> {
  for (let pauses = 0; pauses < MOST_PAUSES; pauses += 1) {
    const { body } = await callJson(dynamo, 'DescribeTable', { TableName: tableName });
    const status = asJsonObject(body['Table'])?.['TableStatus'];
    if (status === undefined || status === 'ACTIVE') return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
