export { CannotBeSent } from './errors';
export { createRequestObjects, type RequestObjectsOptions } from './fetch/request-objects';
export { isFifoQueue } from './fifo-queue';
export { forwardRequests, type Forwarded, type ForwardOptions } from './forward/forward-requests';
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
export { REFUSED_REASON_ATTRIBUTE } from './sqs/refusals';
export { createSqsSource, type SqsSourceOptions } from './sqs/sqs-source';
