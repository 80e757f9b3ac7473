import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { LocalCloud } from '../local-cloud';

export type SdkClients = { s3: S3Client; sqs: SQSClient; dynamo: DynamoDBClient; destroy(): void };

/**
 * The real SDK, as a user of the embedded cloud has it: nothing but an endpoint and dummy credentials. For tests, which of
 * an error want that error and not the fourth one.
 */
export function sdkClients(cloud: LocalCloud, region = 'us-east-1', maxAttempts = 1): SdkClients {
  const config = {
    endpoint: cloud.url,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts,
  };
  const [s3, sqs, dynamo] = [new S3Client(config), new SQSClient(config), new DynamoDBClient(config)];
  return {
    s3,
    sqs,
    dynamo,
    destroy: () => {
      for (const client of [s3, sqs, dynamo]) client.destroy();
    },
  };
}
