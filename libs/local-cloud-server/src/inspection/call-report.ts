import type { Fate } from '../faults/call-faults';
import type { AwsService } from '../http/call';

/** One call that has ended. */
export type CallReport = {
  service: AwsService;
  action: string;
  /** `/`, or for S3 the bucket and the key, percent-encoded. */
  path: string;
  outcome: number | 'reset';
  /** Why it did not go its usual way, if a fault was the reason. */
  fault?: Exclude<Fate, 'acts'>;
  /** From the arrival of the whole request to the answer; whole milliseconds of the cloud's clock. */
  tookMs: number;
};
