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
import type { MetadataBearer } from '@smithy/types';
import type { Change } from '@widgets/widget-model';
import { StoreRefuses } from '../errors';
import { conflictIn, writtenIn, type WidgetBackend } from '../widget-backend';
import { absent, unchanged } from './conditions';
import { tableGone } from './table-key';
import { updateRead, updateUnread } from './update-expression';
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
        const { $metadata } = await send(options, change, { seen, abortSignal });
        return writtenIn($metadata.attempts);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return conflictIn(error.$metadata.attempts);
        throw translated(error, table);
      }
    },
  };
}

async function send(
  options: DynamoDbWidgetsOptions,
  change: Change,
  { seen, abortSignal }: { seen: Item | undefined; abortSignal: AbortSignal },
): Promise<MetadataBearer> {
  const { dynamodb, table, keyName } = options;
  switch (change.kind) {
    case 'insert':
    case 'replace': {
      refuseKeyNameAsAttribute(change.widget.otherAttributes, keyName);
      const condition = change.kind === 'insert' ? absent(keyName) : unchanged(seen);
      const input = { TableName: table, Item: encodeItem(change.widget, keyName), ...condition };
      return dynamodb.send(new PutItemCommand(input), { abortSignal });
    }
    case 'patch-unread':
    case 'patch-read': {
      refuseKeyNameAsAttribute(change.properties, keyName);
      const update = change.kind === 'patch-read' ? updateRead(change, seen) : updateUnread(change, keyName);
      const input = { ...keyOf(options, change.widgetId), ...update };
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
