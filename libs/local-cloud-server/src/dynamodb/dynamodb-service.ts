import { type Answer, type Call, type EntryFault, headerOf, type Service } from '../http/call';
import { DYNAMODB_ACTIONS } from './actions';
import { addItemToFailedCondition } from './failed-condition-item';
import { parseJsonObject } from './json-call';
import { settleTable } from './settle-table';
import type { DynamoCall } from './shield';
import { runWithUnprocessed } from './unprocessed-entries';

const TABLE_CHANGES = new Set(['CreateTable', 'DeleteTable', 'UpdateTable']);

/** DynamoDB: whatever dynalite can do, plus the items of failed conditions. */
export function dynamodbService(dynamo: DynamoCall): Service {
  return (call) => {
    const name = (headerOf(call, 'x-amz-target') ?? '').split('.')[1] ?? '';
    const action = DYNAMODB_ACTIONS.has(name) ? name : 'Unknown';
    return {
      service: 'dynamodb',
      action,
      run: (entryFault) => runAction(dynamo, call, action, entryFault),
    };
  };
}

async function runAction(
  dynamo: DynamoCall,
  call: Call,
  action: string,
  entryFault: EntryFault | undefined,
): Promise<Answer> {
  const answer = entryFault ? await runWithUnprocessed(dynamo, call, action, entryFault) : await dynamo(call);
  if (answer.status === 200 && TABLE_CHANGES.has(action)) {
    await settleTable(dynamo, parseJsonObject(call.body)?.['TableName']);
  }
  return addItemToFailedCondition(dynamo, call.body, answer);
}
