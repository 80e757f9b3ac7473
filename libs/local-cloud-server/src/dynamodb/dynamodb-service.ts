import { type Answer, type Call, headerOf, type Service } from '../http/call';
import { addItemToFailedCondition } from './failed-condition-item';
import { parseJsonObject } from './json-call';
import { settleTable } from './settle-table';
import type { DynamoCall } from './shield';

const TABLE_CHANGES = new Set(['CreateTable', 'DeleteTable', 'UpdateTable']);

/** DynamoDB: whatever dynalite can do, plus the items of failed conditions. */
export function dynamodbService(dynamo: DynamoCall): Service {
  return (call) => {
    const action = (headerOf(call, 'x-amz-target') ?? '').split('.')[1] ?? 'Unknown';
    return { service: 'dynamodb', action, run: () => runAction(dynamo, call, action) };
  };
}

async function runAction(dynamo: DynamoCall, call: Call, action: string): Promise<Answer> {
  const answer = await dynamo(call);
  if (answer.status === 200 && TABLE_CHANGES.has(action)) {
    await settleTable(dynamo, parseJsonObject(call.body)?.['TableName']);
  }
  return addItemToFailedCondition(dynamo, call.body, answer);
}
