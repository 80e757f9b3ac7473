import type { Answer, EntryFault } from '../http/call';
import { dynamodbError } from './error-answer';
import { asJsonObject, type JsonObject, parseJsonObject } from './json-call';
import type { DynamoCall, DynamoRequest } from './shield';
import { withJsonBody } from './with-json-body';

const UNPROCESSED: ReadonlyMap<string, string> = new Map([
  ['BatchWriteItem', 'UnprocessedItems'],
  ['BatchGetItem', 'UnprocessedKeys'],
]);

/**
 * Runs a batch action without the entries that are to fail, and names those as unprocessed in the answer. If all of them
 * are to fail the call fails as a whole: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export async function runWithUnprocessed(
  dynamo: DynamoCall,
  request: DynamoRequest,
  action: string,
  entryFault: EntryFault,
): Promise<Answer> {
  const member = UNPROCESSED.get(action);
  const params = parseJsonObject(request.body);
  const tables = asJsonObject(params?.['RequestItems']);
  if (member === undefined || !params || !tables) return dynamo(request);
  const { kept, failed } = split(tables, entryFault);
  if (Object.keys(failed).length === 0) return dynamo(request);
  if (Object.keys(kept).length === 0) {
    return dynamodbError(400, 'ProvisionedThroughputExceededException', 'No entry could be processed.');
  }
  const body = Buffer.from(JSON.stringify({ ...params, RequestItems: kept }));
  const answer = await dynamo({ ...request, body });
  const json = parseJsonObject(answer.body);
  if (answer.status !== 200 || !json) return answer;
  return withJsonBody(answer, { ...json, [member]: merge(asJsonObject(json[member]) ?? {}, failed) });
}

type Split = { kept: JsonObject; failed: JsonObject };

/** Positions count through all tables. What is no list goes through as it is, to be refused. */
function split(tables: JsonObject, entryFault: EntryFault): Split {
  const [kept, failed]: [string, unknown][][] = [[], []];
  let before = 0;
  for (const [table, requests] of Object.entries(tables)) {
    const entries = entriesOf(requests);
    const fates = entries.map((_entry, index) => entryFault(before + index));
    const some = (fate: boolean): unknown[] => entries.filter((_entry, index) => fates[index] === fate);
    if (fates.includes(true)) failed?.push([table, withEntries(requests, some(true))]);
    if (fates.includes(false) || entries.length === 0)
      kept?.push([table, withEntries(requests, some(false))]);
    before += entries.length;
  }
  return { kept: Object.fromEntries(kept ?? []), failed: Object.fromEntries(failed ?? []) };
}

/** Of a write the list of a table, of a read its `Keys`. */
function entriesOf(requests: unknown): unknown[] {
  const entries: unknown = Array.isArray(requests) ? requests : asJsonObject(requests)?.['Keys'];
  return Array.isArray(entries) ? entries : [];
}

function withEntries(requests: unknown, entries: unknown[]): unknown {
  if (Array.isArray(requests)) return entries;
  return entriesOf(requests).length > 0 ? { ...asJsonObject(requests), Keys: entries } : requests;
}

/** DynamoDB itself leaves keys unprocessed when an answer would become too large. */
function merge(own: JsonObject, failed: JsonObject): JsonObject {
  const both = Object.entries(failed).map(([table, requests]): [string, unknown] => [
    table,
    withEntries(requests, [...entriesOf(own[table]), ...entriesOf(requests)]),
  ]);
  return { ...own, ...Object.fromEntries(both) };
}
