export { type Clock, systemClock } from './clock';
export { ListenError, PortInUseError, ResourceError } from './errors';
export { type FaultChoice, type FaultSettings, InvalidFaultsError } from './faults/fault-settings';
export type { CallCounts } from './inspection/call-counts';
export type { CallReport } from './inspection/call-report';
export { type LocalCloud, type LocalCloudOptions, startLocalCloud } from './local-cloud';
export { type ManualClock, manualClock } from './manual-clock';
export type { KeyAttribute, QueueResource, TableResource } from './resources';
export type { QueueDepth } from './sqs/queue-depth';
