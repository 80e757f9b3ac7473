export { callOf, type AwsCall } from './aws-call';
export { createClients, type AwsClients, type ClientSettings } from './create-clients';
export type { Endpoint } from './endpoint';
export { isConnectionError, isCredentialsError, isThrottling } from './error-codes';
export { explainAwsError } from './explain-aws-error';
export { InvalidTargetError } from './invalid-target-error';
export { mergeReadings, type CallCounts, type CallMeter, type MeterReading } from './metering/call-meter';
export { describeCalls } from './metering/describe-calls';
export type { PerService, ServiceName } from './service';
export { permissionsFor } from './iam-actions';
export { ensureBucket } from './resources/bucket';
export { readExpirations, type Expiration } from './resources/expirations';
export {
  ensureQueue,
  queueName,
  readQueueSettings,
  readRetention,
  type QueueLookup,
  type QueueSettings,
} from './resources/queue';
export { ensureTable, type TableLookup } from './resources/table';
export type { WhenMissing } from './resources/when-missing';
