import type { FaultChoice, FaultSettings } from '../faults/fault-settings';
import type { QueueDepth } from '../sqs/queue-depth';
import type { CallCounts } from './call-counts';

/** What can be seen of the cloud, and done to it, from outside of the AWS APIs: in-process and under `/_local/`. */
export type Inspection = {
  /** How often each action was called since the last `resetCalls`. */
  calls(): CallCounts;
  resetCalls(): void;
  /** Every queue by its name. */
  queues(): Record<string, QueueDepth>;
  faults(): FaultSettings;
  /**
   * Puts these faults in force and no others. The draws begin anew: the same faults with the same seed hit the same calls.
   * @throws InvalidFaultsError
   */
  setFaults(choice: FaultChoice): void;
  /** As it was at start: what was made then is there and empty, all else is gone. Faults stay, their draws begin anew. */
  reset(): Promise<void>;
};
