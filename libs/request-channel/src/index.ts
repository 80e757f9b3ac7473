export { CannotBeSent } from './errors';
export { createRequestObjects, type RequestObjectsOptions } from './fetch/request-objects';
export { inlineEntry, pointerEntry, type MessageEntry, type OutgoingRequest } from './publish/message-entry';
export {
  createPublisher,
  type Destination,
  type Publisher,
  type PublisherOptions,
} from './publish/publisher';
export { REFUSED_REASON_ATTRIBUTE } from './sqs/refusals';
export { createSqsSource, type SqsSourceOptions } from './sqs/sqs-source';
