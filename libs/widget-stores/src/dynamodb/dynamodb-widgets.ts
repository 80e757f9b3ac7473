import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBServiceException,
  GetItemCommand,
  PutItemCommand,
  ResourceNotFoundException,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { Change } from '@widgets/widget-model';
import { StoreRefuses } from '../errors';
import type { WidgetBackend } from '../widget-backend';
import { tableGone } from './table-key';
import { updateExpression } from './update-expression';
import { decodeItem, encodeItem, type Item } from './widget-item';

export type DynamoDbWidgetsOptions = {
  readonly dynamodb: DynamoDBClient;
  readonly table: string;
  /** The name of the table's partition key, see `findTableKey`. */
  readonly keyName: string;
};

/** Widgets as items of a table. Every write is conditional; an update is one call without reading. */
export function dynamoDbWidgets(options: DynamoDbWidgetsOptions): WidgetBackend<Item> {
  const { dynamodb, table, keyName } = options;
  return {
    patchesUnread: true,

    async read({ widgetId }, abortSignal) {
      try {
        const input = { ...keyOf(options, widgetId), ConsistentRead: true };
        const { Item } = await dynamodb.send(new GetItemCommand(input), { abortSignal });
        if (Item === undefined) return undefined;
        return { kind: 'widget', widget: decodeItem(Item, keyName), version: Item };
      } catch (error) {
        throw translated(error, table);
      }
    },

    async write(change, seen, abortSignal) {
      try {
        await send(options, change, { seen, abortSignal });
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw translated(error, table);
      }
    },
  };
}

async function send(
  options: DynamoDbWidgetsOptions,
  change: Change,
  { seen, abortSignal }: { seen: Item | undefined; abortSignal: AbortSignal },
): Promise<unknown> {
  const { dynamodb, table, keyName } = options;
  switch (change.kind) {
    case 'insert':
    case 'replace': {
      refuseKeyNameAsAttribute(change.widget.otherAttributes, keyName);
      const condition = change.kind === 'insert' ? absent(keyName) : unchanged(seen);
      const input = { TableName: table, Item: encodeItem(change.widget, keyName), ...condition };
      return dynamodb.send(new PutItemCommand(input), { abortSignal });
    }
    case 'patch': {
      refuseKeyNameAsAttribute(change.properties, keyName);
      const input = { ...keyOf(options, change.widgetId), ...updateExpression(change, keyName) };
      return dynamodb.send(new UpdateItemCommand(input), { abortSignal });
    }
    case 'remove': {
      const input = { ...keyOf(options, change.widgetId), ...unchanged(seen) };
      return dynamodb.send(new DeleteItemCommand(input), { abortSignal });
    }
  }
}

const keyOf = ({ table, keyName }: DynamoDbWidgetsOptions, widgetId: string) => ({
  TableName: table,
  Key: { [keyName]: { S: widgetId } },
});

const absent = (keyName: string) => ({
  ConditionExpression: 'attribute_not_exists(#key)',
  ExpressionAttributeNames: { '#key': keyName },
});

/** The widget is still the owner's, and made by the same create, as when it was read. */
function unchanged(seen: Item = {}) {
  const { owner = { S: '' }, requestId } = seen;
  const names = { '#owner': 'owner', '#requestId': 'requestId' };
  return requestId === undefined
    ? {
        ConditionExpression: '#owner = :owner AND attribute_not_exists(#requestId)',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':owner': owner },
      }
    : {
        ConditionExpression: '#owner = :owner AND #requestId = :requestId',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':owner': owner, ':requestId': requestId },
      };
}

/** An attribute of the key's name would take the place of the widget's id. */
function refuseKeyNameAsAttribute(attributes: ReadonlyMap<string, unknown>, keyName: string): void {
  if (attributes.has(keyName)) {
    throw new StoreRefuses(`the attribute ${keyName} has the name of the table's key`);
  }
}

function translated(error: unknown, table: string): unknown {
  if (error instanceof ResourceNotFoundException) return tableGone(table, error);
  if (error instanceof DynamoDBServiceException && error.name === 'ValidationException') {
    return new StoreRefuses(`DynamoDB refuses it: ${error.message}`, { cause: error });
  }
  return error;
}
