import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { CannotContinue, type Sleep } from '@widgets/widget-pipeline';
import { createBatcher, type Batcher } from '../batcher';
import { CannotBeSent, EntryKeepsFailing, EntryRefused } from '../errors';
import { callBatch, MAX_BATCH_ENTRIES } from '../sqs/call-batch';
import { entryBytes, type MessageEntry } from './message-entry';

/** The quota of one message, and of all messages of a batch together. */
const MAX_BATCH_BYTES = 1024 * 1024;

export type SenderOptions = {
  readonly queueUrl: string;
  /** How long a message waits for others to fill its batch, milliseconds. */
  readonly lingerMs: number;
  readonly sleep: Sleep;
};

/** Sends messages in batches, packed by number and bytes. `add` rejects with `CannotBeSent` what SQS never takes. */
export function createMessageSender(
  sqs: SQSClient,
  { queueUrl, lingerMs, sleep }: SenderOptions,
): Batcher<MessageEntry> {
  const batcher = createBatcher<MessageEntry>({
    maxItems: MAX_BATCH_ENTRIES,
    maxBytes: MAX_BATCH_BYTES,
    sizeOf: entryBytes,
    lingerMs,
    send: (messages) =>
      callBatch(
        messages,
        (entries) => sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: [...entries] })),
        sleep,
      ),
  });
  return {
    flush: () => batcher.flush(),
    async add(message) {
      if (message.MessageBody === '') throw new CannotBeSent('a message cannot be empty');
      if (entryBytes(message) > MAX_BATCH_BYTES)
        throw new CannotBeSent(`a message cannot exceed ${MAX_BATCH_BYTES} bytes`);
      try {
        await batcher.add(message);
      } catch (error) {
        if (error instanceof EntryRefused) throw new CannotBeSent(error.message, { cause: error });
        if (error instanceof EntryKeepsFailing) throw new CannotContinue(error.message, { cause: error });
        throw error;
      }
    },
  };
}
