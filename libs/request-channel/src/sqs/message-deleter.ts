import { DeleteMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Sleep } from '@widgets/widget-pipeline';
import { createBatcher, type Batcher, type ItemResult } from '../batcher';
import { LeaseLost } from '../errors';
import { callBatch, MAX_BATCH_ENTRIES } from './call-batch';
import type { MessageLife } from './message-life';

/** Time for ten at 50 requests a second. A message that waits keeps its lease. */
const LINGER_MS = 200;

export type MessageDeleterOptions = {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly sleep: Sleep;
};

/**
 * Deletes messages in batches. One whose lease is lost when its turn comes fails with `LeaseLost`, without a call; one whose
 * deletion fails is `acknowledging` as before.
 */
export function createMessageDeleter({ sqs, queueUrl, sleep }: MessageDeleterOptions): Batcher<MessageLife> {
  const deleteAll = (lives: readonly MessageLife[]) =>
    callBatch(
      lives.map(({ handle }) => ({ ReceiptHandle: handle })),
      (entries) => sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: [...entries] })),
      sleep,
    );

  return createBatcher<MessageLife>({
    maxItems: MAX_BATCH_ENTRIES,
    lingerMs: LINGER_MS,
    async send(lives) {
      const called = lives.filter((life) => life.move('deleting'));
      const failures = await deleteAll(called);
      const results = new Map(called.map((life, at): [MessageLife, ItemResult] => [life, failures[at]]));
      for (const [life, failure] of results) life.move(failure ? 'acknowledging' : 'done');
      return lives.map((life) => (results.has(life) ? results.get(life) : new LeaseLost()));
    },
  });
}
