import type { EntryFault } from '../http/call';
import { SqsError } from './errors';
import { objectList, type Params, requiredString } from './params';

const MAX_ENTRIES = 10;
const ENTRY_ID = /^[A-Za-z0-9_-]{1,80}$/;

export type BatchAnswer = { Successful: object[]; Failed?: object[] };

/** The entries of a batch, once the batch as such is known to be well formed. @throws SqsError */
export function batchEntries(params: Params): { id: string; entry: Params }[] {
  const entries = objectList(params, 'Entries').map((entry) => ({ id: requiredString(entry, 'Id'), entry }));
  if (entries.length === 0) {
    throw new SqsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > MAX_ENTRIES) {
    throw new SqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MAX_ENTRIES}. You have sent ${entries.length}.`,
    );
  }
  const seen = new Set<string>();
  for (const { id } of entries) {
    if (!ENTRY_ID.test(id)) {
      throw new SqsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (seen.has(id)) throw new SqsError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    seen.add(id);
  }
  return entries;
}

/** What an entry gets that fails for a reason of the service's. */
const BROKEN = { SenderFault: false, Code: 'InternalError', Message: 'The entry could not be processed.' };

/** Does each entry by itself: what SQS refuses of one entry is an entry of the answer, the others go on. */
export function runBatch(
  entries: readonly { id: string; entry: Params }[],
  act: (entry: Params) => object,
  entryFault: EntryFault = () => false,
): BatchAnswer {
  const successful: object[] = [];
  const failed: object[] = [];
  for (const [position, { id, entry }] of entries.entries()) {
    try {
      if (entryFault(position)) failed.push({ Id: id, ...BROKEN });
      else successful.push({ Id: id, ...act(entry) });
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      failed.push({
        Id: id,
        SenderFault: true,
        Code: error.queryCode,
        Message: error.message,
      });
    }
  }
  return failed.length > 0 ? { Successful: successful, Failed: failed } : { Successful: successful };
}
