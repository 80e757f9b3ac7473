import type { ServiceName } from '../service';
import type { PricedItem } from './prices';

/** One HTTP request to AWS, as far as its price depends on it. */
export type BilledCall = {
  readonly service: ServiceName;
  /** As the SDK names it, e.g. `GetObject`. */
  readonly action: string;
  /** Name of the bucket, queue or table. */
  readonly resource: string | undefined;
  /** Bytes of the request's body and of the answer's; 0 when unknown. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** What DynamoDB says that it consumed; unknown for a call that failed. */
  readonly capacityUnits: number | undefined;
};

/** SQS bills each 64 KiB of payload as a request. */
const SQS_CHUNK_BYTES = 64 * 1024;

/** What a call is billed as; undefined: it is free. */
export function pricedItem({ service, action, resource = '' }: BilledCall): PricedItem | undefined {
  switch (service) {
    case 's3':
      return s3Item(action);
    case 'sqs':
      return resource.endsWith('.fifo') ? 'sqsFifo' : 'sqs';
    case 'dynamodb':
      return dynamodbItem(action);
  }
}

/** `DeleteObjects` is a POST, and is taken for one: an estimate is rather too high than too low. */
function s3Item(action: string): PricedItem | undefined {
  if (action === 'DeleteObject' || action === 'DeleteBucket') return undefined;
  return /^(?:Get|Head)/.test(action) ? 's3Read' : 's3Write';
}

function dynamodbItem(action: string): PricedItem | undefined {
  if (/^(?:Put|Update|Delete)Item$|^BatchWriteItem$/.test(action)) return 'dynamodbWrite';
  return /^(?:Get|BatchGet)Item$|^(?:Query|Scan)$/.test(action) ? 'dynamodbRead' : undefined;
}

/** How many units of its item a call is billed. The envelope around an SQS payload is taken for payload. */
export function billedUnits({ service, sentBytes, receivedBytes, capacityUnits }: BilledCall): number {
  switch (service) {
    case 's3':
      return 1;
    case 'sqs':
      return Math.max(1, Math.ceil(Math.max(sentBytes, receivedBytes) / SQS_CHUNK_BYTES));
    case 'dynamodb':
      return capacityUnits ?? 1;
  }
}
