/** A bucket, queue or table that the user named does not exist; the message has the command that makes it. */
export class MissingResource extends Error {
  override readonly name = 'MissingResource';
}

/** What happens when a resource is missing: it is made on a local cloud, never on AWS. */
export type WhenMissing = 'create' | 'fail';
