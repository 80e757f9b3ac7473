import type { Answer } from '../http/call';
import type { DynamoCall } from './shield';
import { asJsonObject, callJson, type JsonObject, parseJsonObject } from './json-call';
import { withJsonBody } from './with-json-body';

const FAILED = 'ConditionalCheckFailedException';

/**
 * What dynalite does not know of `ReturnValuesOnConditionCheckFailure: ALL_OLD`: the answer to a failed condition also
 * holds the item. It is read after the write has failed, so under concurrent writes it may be newer than what failed.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
 */
export async function addItemToFailedCondition(
  dynamo: DynamoCall,
  requestBody: Buffer,
  answer: Answer,
): Promise<Answer> {
  if (answer.status !== 400 || !String(answer.body).includes(FAILED)) return answer;
  const params = parseJsonObject(requestBody);
  const failure = parseJsonObject(answer.body);
  if (params?.['ReturnValuesOnConditionCheckFailure'] !== 'ALL_OLD' || !failure) return answer;
  const Key = asJsonObject(params['Key']) ?? (await keyOf(dynamo, params));
  const read = await callJson(dynamo, 'GetItem', {
    TableName: params['TableName'],
    Key,
    ConsistentRead: true,
  });
  const Item = asJsonObject(read.body['Item']);
  return Item ? withJsonBody(answer, { ...failure, Item }) : answer;
}

/** The key of an item that is put: its attributes that the table's schema names. */
async function keyOf(dynamo: DynamoCall, { TableName, Item }: JsonObject): Promise<JsonObject> {
  const { body } = await callJson(dynamo, 'DescribeTable', { TableName });
  const schema = asJsonObject(body['Table'])?.['KeySchema'];
  const names = Array.isArray(schema) ? schema.map((part) => asJsonObject(part)?.['AttributeName']) : [];
  return Object.fromEntries(
    Object.entries(asJsonObject(Item) ?? {}).filter(([name]) => names.includes(name)),
  );
}
