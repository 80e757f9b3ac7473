export const SERVICES = ['s3', 'sqs', 'dynamodb'] as const;

export type ServiceName = (typeof SERVICES)[number];

/** The names that the SDK looks endpoints up by (`AWS_ENDPOINT_URL_S3`, `s3.endpoint_url`). */
export const SERVICE_IDS = { s3: 'S3', sqs: 'SQS', dynamodb: 'DynamoDB' } as const satisfies Record<
  ServiceName,
  string
>;

export type PerService<T> = Readonly<Record<ServiceName, T>>;
