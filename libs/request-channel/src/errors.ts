/** SQS refuses one entry of a batch, and would refuse it again: its text, its receipt handle. */
export class EntryRefused extends Error {
  override readonly name = 'EntryRefused';
}

/** SQS fails on one entry of a batch again and again, through no fault of the sender. */
export class EntryKeepsFailing extends Error {
  override readonly name = 'EntryKeepsFailing';
}

/** A request that cannot be sent in the chosen form, whatever is tried; others can. */
export class CannotBeSent extends Error {
  override readonly name = 'CannotBeSent';
}
