import type { BatchResultErrorEntry } from '@aws-sdk/client-sqs';
import type { Sleep } from '@widgets/widget-pipeline';
import type { ItemResult } from '../batcher';
import { EntryKeepsFailing, EntryRefused } from '../errors';

/** Entries in one SQS batch call, by SQS's quota. */
export const MAX_BATCH_ENTRIES = 10;

const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 100;

/** One SQS batch call: the entries come with ids that are unique in the batch. */
export type BatchCall<T> = (
  entries: readonly (T & { readonly Id: string })[],
) => Promise<{ readonly Failed?: readonly BatchResultErrorEntry[] | undefined }>;

/**
 * Makes a batch call, and again for the entries that failed through no fault of the sender, those alone. The result of
 * an entry that SQS refuses, or that keeps failing, is an error.
 */
export async function callBatch<T extends object>(
  items: readonly T[],
  call: BatchCall<T>,
  sleep: Sleep,
): Promise<readonly ItemResult[]> {
  const results: ItemResult[] = items.map(() => undefined);
  let pending = items.map((item, at) => ({ ...item, Id: String(at) }));
  for (let attempt = 1; pending.length > 0; attempt += 1) {
    const failures = await failuresOf(pending, call);
    const isLast = attempt === ATTEMPTS;
    pending = pending.filter(({ Id }) => {
      const failure = failures.get(Id);
      const isFinal = failure && (isLast || failure.isFinal);
      if (isFinal) results[Number(Id)] = failure.error;
      return failure && !isFinal;
    });
    if (pending.length > 0) await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
  }
  return results;
}

type Failure = { readonly error: Error; readonly isFinal: boolean };

/** The failures of one call by the entries' ids. A call that fails, fails for its entries alone, not for earlier ones. */
async function failuresOf<T>(
  entries: readonly (T & { readonly Id: string })[],
  call: BatchCall<T>,
): Promise<ReadonlyMap<string, Failure>> {
  try {
    const { Failed = [] } = await call(entries);
    return new Map(
      Failed.map((entry) => [entry.Id ?? '', { error: errorOf(entry), isFinal: entry.SenderFault === true }]),
    );
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause), { cause });
    return new Map(entries.map(({ Id }) => [Id, { error, isFinal: true }]));
  }
}

function errorOf({
  Code = 'unknown error',
  Message = '',
  SenderFault = false,
}: BatchResultErrorEntry): Error {
  const message = Message === '' ? Code : `${Code}: ${Message}`;
  return SenderFault
    ? new EntryRefused(message)
    : new EntryKeepsFailing(`SQS keeps failing on an entry of a batch: ${message}`);
}
