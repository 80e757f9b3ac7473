import { CannotContinue } from '@widgets/widget-pipeline';

/** One entry of a batch is refused, and would be refused again: its text, its receipt handle, its key. */
export class EntryRefused extends Error {
  override readonly name = 'EntryRefused';
}

/** One entry of a batch fails again and again, through no fault of the sender. */
export class EntryKeepsFailing extends Error {
  override readonly name = 'EntryKeepsFailing';
}

/** The lease of a message was lost before its deletion was called. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  override readonly message = 'its lease was lost before its deletion was called';
}

/** A request that cannot be sent in the chosen form, whatever is tried; others can. */
export class CannotBeSent extends Error {
  override readonly name = 'CannotBeSent';
}

/** What a run ends with whose request bucket was deleted. */
export const requestBucketGone = (bucket: string, cause: unknown): CannotContinue =>
  new CannotContinue(`The request bucket ${bucket} is gone, with the requests in it.`, { cause });
