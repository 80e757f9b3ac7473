import { DeleteMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Sleep } from '@widgets/widget-pipeline';
import { createBatcher, type Batcher } from '../batcher';
import { callBatch, MAX_BATCH_ENTRIES } from './call-batch';

const LINGER_MS = 50;

export type MessageDeleterOptions = {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly sleep: Sleep;
  /** Called with each handle right before the call that deletes its message. */
  readonly beforeDelete: (handle: string) => void;
};

/** Deletes messages by their receipt handles, in batches. */
export function createMessageDeleter({
  sqs,
  queueUrl,
  sleep,
  beforeDelete,
}: MessageDeleterOptions): Batcher<string> {
  return createBatcher<string>({
    maxItems: MAX_BATCH_ENTRIES,
    lingerMs: LINGER_MS,
    send: (handles) => {
      handles.forEach(beforeDelete);
      return callBatch(
        handles.map((ReceiptHandle) => ({ ReceiptHandle })),
        (entries) => sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: [...entries] })),
        sleep,
      );
    },
  });
}
