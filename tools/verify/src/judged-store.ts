import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { WidgetKeyLayout } from '@widgets/widget-model';
import type { PlaceOf } from './expected-widgets';
import type { FoundWidget } from './found-widget';
import { placeInBucket, placeInTable } from './place-of';
import type { StoreKind } from './properties';
import { readStoredItem } from './read-stored-item';
import { readStoredObject } from './read-stored-object';
import { listKeys, readItems, readObjects } from './read-widgets';

/** Widgets that are to be judged. */
export type JudgedStore = {
  readonly kind: StoreKind;
  readonly placeOf: PlaceOf;
  /** Everything that lies where widgets belong, a page at a time. */
  readonly found: () => AsyncIterable<FoundWidget>;
  /** The keys of what lies elsewhere in the bucket. */
  readonly keysElsewhere: () => AsyncIterable<string>;
};

export function bucketStore(s3: S3Client, bucket: string, layout: WidgetKeyLayout): JudgedStore {
  return {
    kind: 's3',
    placeOf: placeInBucket(layout),
    async *found() {
      for await (const object of readObjects(s3, bucket, layout.prefix)) yield readStoredObject(object);
    },
    async *keysElsewhere() {
      if (layout.prefix === '') return;
      for await (const keys of listKeys(s3, bucket, ''))
        yield* keys.filter((key) => !key.startsWith(layout.prefix));
    },
  };
}

/** @param keyName the name of the table's key */
export function tableStore(dynamodb: DynamoDBClient, table: string, keyName: string): JudgedStore {
  return {
    kind: 'dynamodb',
    placeOf: placeInTable,
    async *found() {
      for await (const item of readItems(dynamodb, table)) yield readStoredItem(item, keyName);
    },
    async *keysElsewhere() {
      // A table has no elsewhere.
    },
  };
}
