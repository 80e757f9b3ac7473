export { type Clock, systemClock } from './clock';
export { ListenError, PortInUseError, ResourceError } from './errors';
export { type LocalCloud, type LocalCloudOptions, startLocalCloud } from './local-cloud';
export { type ManualClock, manualClock } from './manual-clock';
export type { KeyAttribute, QueueResource, TableResource } from './resources';
