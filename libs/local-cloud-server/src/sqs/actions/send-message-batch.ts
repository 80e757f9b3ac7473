import { batchEntries, runBatch } from '../batch';
import { parseDraft, sizeOfDraft } from '../draft';
import { SqsError } from '../errors';
import { type Params, requiredString } from '../params';
import type { SqsAction } from '../sqs-action';
import { sendOne } from './send-message';

/** Of all messages of a batch together. */
const BATCH_LIMIT_BYTES = 1_048_576;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export const sendMessageBatch: SqsAction = (params, { queues, entryFault }) => {
  const queue = queues.byUrl(requiredString(params, 'QueueUrl'));
  const entries = batchEntries(params);
  const size = entries.reduce((sum, { entry }) => sum + sizeOf(entry), 0);
  if (size > BATCH_LIMIT_BYTES) {
    throw new SqsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${BATCH_LIMIT_BYTES} bytes. You have sent ${size} bytes.`,
    );
  }
  return runBatch(entries, (entry) => sendOne(queue, entry, parseDraft(entry)), entryFault);
};

/** An entry that cannot be read fails by itself later, and counts nothing here. */
function sizeOf(entry: Params): number {
  try {
    return sizeOfDraft(parseDraft(entry));
  } catch (error) {
    if (error instanceof SqsError) return 0;
    throw error;
  }
}
