import { paginateScan, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { Widget } from '@widgets/widget-model';
import { decodeItem, decodeWidget } from '@widgets/widget-stores';

/** How many objects are read at once. */
const PARALLEL_READS = 32;

/** All widgets of a bucket by their keys. Throws when an object under the prefix is no widget. */
export async function readBucketWidgets(
  s3: S3Client,
  bucket: string,
  prefix: string,
): Promise<Map<string, Widget>> {
  const widgets = new Map<string, Widget>();
  const pages = paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix });
  for await (const { Contents = [] } of pages) {
    const keys = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
    for (let at = 0; at < keys.length; at += PARALLEL_READS) {
      const some = keys.slice(at, at + PARALLEL_READS);
      const read = await Promise.all(some.map((key) => readWidget(s3, bucket, key)));
      for (const [offset, widget] of read.entries()) widgets.set(some[offset] ?? '', widget);
    }
  }
  return widgets;
}

async function readWidget(s3: S3Client, bucket: string, key: string): Promise<Widget> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const decoded = decodeWidget((await Body?.transformToByteArray()) ?? new Uint8Array());
  if (!decoded.ok) throw new Error(`s3://${bucket}/${key} is no widget: ${decoded.reason}`);
  return decoded.value.widget;
}

/** All widgets of a table by their ids. */
export async function readTableWidgets(
  dynamodb: DynamoDBClient,
  table: string,
  keyName: string,
): Promise<Map<string, Widget>> {
  const widgets = new Map<string, Widget>();
  for await (const { Items = [] } of paginateScan(
    { client: dynamodb },
    { TableName: table, ConsistentRead: true },
  )) {
    for (const item of Items) {
      const widget = decodeItem(item, keyName);
      widgets.set(widget.widgetId, widget);
    }
  }
  return widgets;
}
