export { dropLetters, type DropOptions, type KeptLetter } from './dead-letters/drop-letters';
export { readDeadLetterSources } from './dead-letters/dead-letter-sources';
export type { HeldLettersOptions } from './dead-letters/held-letters';
export type { DeadLetterSource, Letter } from './dead-letters/letter';
export { createLetterGroups, type LetterGroup, type LetterGroups } from './dead-letters/letter-groups';
export { readLetterParts, type LetterPart } from './dead-letters/letter-part';
export { lookThrough, type Looked } from './dead-letters/look-through';
export { redriveLetters } from './dead-letters/redrive-letters';
export { isSelected, type Selection } from './dead-letters/selection';
export type { WorkedOff, WorkOffOptions } from './dead-letters/work-off';
export { CannotBeSent } from './errors';
export { createRequestObjects, type RequestObjectsOptions } from './fetch/request-objects';
export { isFifoQueue } from './fifo-queue';
export { forwardRequests, type Forwarded, type ForwardOptions } from './forward/forward-requests';
export { createPace } from './pace';
export { inlineEntry, pointerEntry, type MessageEntry, type OutgoingRequest } from './publish/message-entry';
export {
  createPublisher,
  type Destination,
  type Publisher,
  type PublisherOptions,
} from './publish/publisher';
export { firstRequest, REJECTED_PREFIX } from './s3/list-requests';
export { REJECTED_REASON_METADATA } from './s3/reject-object';
export { createS3Source, type S3SourceOptions } from './s3/s3-source';
export { queueCounts, type QueueCounts } from './sqs/queue-depth';
export { REFUSED_REASON_ATTRIBUTE } from './sqs/refusals';
export { createSqsSource, type SqsSourceOptions } from './sqs/sqs-source';
export { newSweep, sweepBuckets, type Swept } from './sweep/sweep-buckets';
