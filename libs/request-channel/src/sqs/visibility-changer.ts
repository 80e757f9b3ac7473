import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Sleep } from '@widgets/widget-pipeline';
import { createBatcher, type Batcher } from '../batcher';
import { callBatch, MAX_BATCH_ENTRIES } from './call-batch';

/** When a message in hand is to be visible to others again. */
export type Visibility = { readonly handle: string; readonly seconds: number };

const LINGER_MS = 10;

/** Changes the visibility of messages in batches: renews leases, and gives messages back. */
export function createVisibilityChanger(sqs: SQSClient, queueUrl: string, sleep: Sleep): Batcher<Visibility> {
  return createBatcher<Visibility>({
    maxItems: MAX_BATCH_ENTRIES,
    lingerMs: LINGER_MS,
    send: (changes) =>
      callBatch(
        changes.map(({ handle, seconds }) => ({ ReceiptHandle: handle, VisibilityTimeout: seconds })),
        (entries) =>
          sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: [...entries] })),
        sleep,
      ),
  });
}
