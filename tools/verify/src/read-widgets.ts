import { paginateScan, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, NoSuchKey, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { Widget } from '@widgets/widget-model';
import { decodeItem, decodeWidget } from '@widgets/widget-stores';
import type { StoredObject } from './read-stored-object';

/** How many objects are read at once. */
const PARALLEL_READS = 32;

/** The keys in a bucket under a prefix, a page at a time. */
export async function* listKeys(s3: S3Client, bucket: string, prefix: string): AsyncGenerator<string[]> {
  const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix });
  for await (const { Contents = [] } of pages)
    yield Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
}

/** The objects in a bucket under a prefix, a few of them in memory. One that goes meanwhile is left out. */
export async function* readObjects(
  s3: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<StoredObject> {
  for await (const keys of listKeys(s3, bucket, prefix)) {
    for (let at = 0; at < keys.length; at += PARALLEL_READS) {
      const some = keys.slice(at, at + PARALLEL_READS);
      const read = await Promise.all(some.map((key) => readObject(s3, bucket, key)));
      yield* read.filter((object) => object !== undefined);
    }
  }
}

async function readObject(s3: S3Client, bucket: string, key: string): Promise<StoredObject | undefined> {
  try {
    const { Body, ContentType } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return { key, bytes, contentType: ContentType };
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** The items of a table, a page of them in memory. */
export async function* readItems(
  dynamodb: DynamoDBClient,
  table: string,
): AsyncGenerator<Record<string, AttributeValue>> {
  const pages = paginateScan({ client: dynamodb }, { TableName: table, ConsistentRead: true });
  for await (const { Items = [] } of pages) yield* Items;
}

/** All widgets of a bucket by their keys. Throws when an object under the prefix is no widget. */
export async function readBucketWidgets(
  s3: S3Client,
  bucket: string,
  prefix: string,
): Promise<Map<string, Widget>> {
  const widgets = new Map<string, Widget>();
  for await (const { key, bytes } of readObjects(s3, bucket, prefix)) {
    const decoded = decodeWidget(bytes);
    if (!decoded.ok) throw new Error(`s3://${bucket}/${key} is no widget: ${decoded.reason}`);
    widgets.set(key, decoded.value.widget);
  }
  return widgets;
}

/** All widgets of a table by their ids. */
export async function readTableWidgets(
  dynamodb: DynamoDBClient,
  table: string,
  keyName: string,
): Promise<Map<string, Widget>> {
  const widgets = new Map<string, Widget>();
  for await (const item of readItems(dynamodb, table)) {
    const widget = decodeItem(item, keyName);
    widgets.set(widget.widgetId, widget);
  }
  return widgets;
}
