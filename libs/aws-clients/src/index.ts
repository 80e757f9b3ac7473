export { callOf, type AwsCall } from './aws-call';
export type { CallCounts, CallMeter } from './call-meter';
export { createClients, type AwsClients, type ClientSettings } from './create-clients';
export type { Endpoint } from './endpoint';
export {
  isConnectionError,
  isCredentialsError,
  isExpiredCredentialsError,
  isThrottling,
} from './error-codes';
export { explainAwsError } from './explain-aws-error';
export type { PerService, ServiceName } from './service';
