/** What happens when a bucket, queue or table is missing: it is made on a local cloud, never on AWS. */
export type WhenMissing = 'create' | 'fail';
