import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { DEFAULT_NAMES } from '@widgets/cli-kit';

const clientConfig = (url: string) => ({
  endpoint: url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** Widgets in the table. */
export async function countWidgets(url: string): Promise<number> {
  const client = new DynamoDBClient(clientConfig(url));
  let count = 0;
  const query = { TableName: DEFAULT_NAMES.widgetTable, Select: 'COUNT' } as const;
  for await (const page of paginateScan({ client }, query)) count += page.Count ?? 0;
  client.destroy();
  return count;
}

/** Request objects in their bucket. */
export async function countRequestObjects(url: string): Promise<number> {
  const client = new S3Client({ ...clientConfig(url), forcePathStyle: true });
  let count = 0;
  const query = { Bucket: DEFAULT_NAMES.requestBucket };
  for await (const page of paginateListObjectsV2({ client }, query)) count += page.KeyCount ?? 0;
  client.destroy();
  return count;
}
