/**
 * Every error by the name of its JSON shape: the code of the old query protocol, which SDKs still show to their callers,
 * and whether the shape is of the service or of the framework it runs on.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 */
const ERRORS = {
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',

  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  ExpiredToken: 'ExpiredToken',
  InternalFailure: 'InternalFailure',
  InvalidAction: 'InvalidAction',
  InvalidAttributeName: 'InvalidAttributeName',
  InvalidAttributeValue: 'InvalidAttributeValue',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  InvalidMessageContents: 'InvalidMessageContents',
  InvalidParameterValue: 'InvalidParameterValue',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  MissingParameter: 'MissingParameter',
  OverLimit: 'OverLimit',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  ReceiptHandleIsInvalid: 'ReceiptHandleIsInvalid',
  RequestThrottled: 'RequestThrottled',
  SerializationException: 'SerializationException',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
} as const;

export type SqsErrorCode = keyof typeof ERRORS;

const FRAMEWORK_TYPES: Partial<Record<SqsErrorCode, string>> = {
  ExpiredToken: 'com.amazon.coral.service#ExpiredTokenException',
  InternalFailure: 'com.amazon.coral.service#InternalFailure',
  InvalidAction: 'com.amazon.coral.service#UnknownOperationException',
  InvalidParameterValue: 'com.amazon.coral.service#InvalidParameterValueException',
  MissingParameter: 'com.amazon.coral.service#MissingRequiredParameterException',
  SerializationException: 'com.amazon.coral.service#SerializationException',
};

const STATUSES: Partial<Record<SqsErrorCode, number>> = { ExpiredToken: 403, InternalFailure: 500 };

export class SqsError extends Error {
  override readonly name = 'SqsError';

  constructor(
    readonly code: SqsErrorCode,
    message: string,
  ) {
    super(message);
  }

  get status(): number {
    return STATUSES[this.code] ?? 400;
  }

  /** The `__type` of the JSON protocol. */
  get type(): string {
    return FRAMEWORK_TYPES[this.code] ?? `com.amazonaws.sqs#${this.code}`;
  }

  /** The code that the query protocol had for it; batch answers and the header `x-amzn-query-error` carry it. */
  get queryCode(): string {
    return ERRORS[this.code];
  }
}

/** In SQS's own words for a parameter out of its range. */
export function invalidParameter(name: string, value: string | number, reason: string): SqsError {
  return new SqsError(
    'InvalidParameterValue',
    `Value ${value} for parameter ${name} is invalid. Reason: ${reason}`,
  );
}
