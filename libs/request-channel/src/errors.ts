/** SQS refuses one entry of a batch, and would refuse it again: its text, its receipt handle. */
export class EntryRefused extends Error {
  override readonly name = 'EntryRefused';
}

/** A request that cannot be sent in the chosen form, whatever is tried; others can. */
export class CannotBeSent extends Error {
  override readonly name = 'CannotBeSent';
}
